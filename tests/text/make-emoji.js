// SPDX-License-Identifier: GPL-3.0-or-later
// Prints src/core/text/comms-emoji-table.c: which sequences X takes for one emoji, asked of the
// expression that npm twitter-text 3.1.0 uses. See tests/text/README.
'use strict';
const path = require('path');
const packages = path.resolve(process.argv[2], 'node_modules');
const emoji = require(path.join(packages, 'twemoji-parser', 'dist', 'lib', 'regex.js')).default;
const point = String.fromCodePoint;
function length(s) {
  emoji.lastIndex = 0;
  const found = emoji.exec(s);
  return found && found.index === 0 ? found[0].length : 0;
}
const whole = (s) => length(s) === s.length;

// In the order of CommsEmojiClass.
const tests = [
  (s) => length(s) === s.length,                              // one of its own
  (s) => whole(s + '\ufe0f'),                                 // takes a style
  (s) => length(s + '\ufe0e') === s.length,                   // stays one in text style
  (s) => whole(s + '\u{1f3fb}'),                              // takes a skin tone
  (s) => whole(s + '\ufe0f\u{1f3fb}'),                        // takes both
  (s) => whole(s + '\u200d\u2642\ufe0f') && whole(s + '\u{1f3fb}\u200d\u2642\ufe0f'), // gender, maybe toned
  (s) => whole(s + '\ufe0f\u200d\u2642\ufe0f'),               // gender after a style or a tone
];
const ranges = [];
for (let c = 0x80; c < 0x20000; c++) {
  if (c >= 0xd800 && c <= 0xdfff) continue;
  if (c === 0xfe0f) continue;
  const bits = tests.reduce((sum, test, i) => sum | (test(point(c)) ? 1 << i : 0), 0);
  const last = ranges[ranges.length - 1];
  if (bits && last && last[1] === c - 1 && last[2] === bits) last[1] = c;
  else if (bits) ranges.push([c, c, bits]);
}

// Fixed sequences: the expression's own list, its classes spelt out.
function expand(s) {
  const found = /^([^[]*)\[([^\]]*)\](.*)$/.exec(s);
  return found ? [...found[2]].flatMap((c) => expand(found[1] + c + found[3])) : [s];
}
const list = /\|\(\?:(\\ud83d\\udc68\\u200d\\u2764.*?)\)\|\[#\*0-9\]/.exec(emoji.source)[1];
const sequences = list.split('|').flatMap((s) => expand(s.replace(/\\u([0-9a-f]{4})/g,
  (_, hex) => String.fromCharCode(parseInt(hex, 16)))));
sequences.forEach((s) => { if (!whole(s)) throw new Error('not whole: ' + escape(s)); });

// What a man or a woman, toned or not, is joined with.
const objects = [];
for (let c = 0x80; c < 0x20000; c++) {
  if (c >= 0xd800 && c <= 0xdfff) continue;
  for (const style of ['', '\ufe0f'])
    if (whole('\u{1f468}\u{1f3fb}\u200d' + point(c) + style) && !(style && whole('\u{1f468}\u{1f3fb}\u200d' + point(c))) &&
        !/[\u2640\u2642]/.test(point(c)))
      objects.push(point(c) + style);
}

const flags = [];
for (let a = 0; a < 26; a++) {
  let bits = 0;
  for (let b = 0; b < 26; b++) if (length(point(0x1f1e6 + a, 0x1f1e6 + b)) === 4) bits |= 1 << b;
  flags.push(bits >>> 0);
}

const hex = (n) => '0x' + n.toString(16);
const literal = (s) => 'u"' + [...s].map((c) => c.codePointAt(0) > 0xffff
  ? '\\U' + c.codePointAt(0).toString(16).padStart(8, '0')
  : '\\u' + c.codePointAt(0).toString(16).padStart(4, '0')).join('') + '"';
function wrap(words) {
  const lines = [''];
  for (const word of words) {
    if (lines[lines.length - 1].length + word.length + 4 > 98) lines.push('');
    lines[lines.length - 1] += ' ' + word + ',';
  }
  return lines.map((line) => ' ' + line).join('\n');
}
const byLength = (a, b) => b.length - a.length;
console.log('/* SPDX-License-Identifier: GPL-3.0-or-later */');
console.log('/* Made by tests/text/make-emoji.js; not edited by hand. */');
console.log('#define G_LOG_DOMAIN "CommsText"\n\n#include "config.h"\n\n#include "comms-emoji.h"\n');
console.log('/* clang-format off */');
console.log('const CommsEmojiRange comms_emoji_ranges[] = {\n' +
  wrap(ranges.map((r) => '{ ' + r.map(hex).join(', ') + ' }')) + '\n};');
console.log('const gsize comms_emoji_n_ranges = G_N_ELEMENTS (comms_emoji_ranges);\n');
console.log('const guint16 *const comms_emoji_sequences[] = {\n' +
  wrap(sequences.sort(byLength).map(literal).concat('NULL')) + '\n};\n');
console.log('const guint16 *const comms_emoji_objects[] = {\n' +
  wrap(objects.sort(byLength).map(literal).concat('NULL')) + '\n};\n');
console.log('const guint32 comms_emoji_flags[26] = {\n' + wrap(flags.map(hex)) + '\n};');
console.error(ranges.length, sequences.length, objects.length);
