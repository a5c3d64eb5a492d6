// SPDX-License-Identifier: GPL-3.0-or-later
// Prints src/core/text/comms-unit-table.c: what X's rules make of each UTF-16 unit, asked of npm
// twitter-text 3.1.0 and of Unicode as Node has it. See tests/text/README.
'use strict';
const path = require('path');
const packages = path.resolve(process.argv[2], 'node_modules');
const root = path.join(packages, 'twitter-text', 'dist', 'regexp');
const regexp = (name) => require(path.join(root, name));
const one = (source, flags) => new RegExp('^(?:' + source + ')$', flags);
const group = (name, flags) => one('[' + regexp(name).source + ']', flags);

// What normalisation must look at: combining classes, and what may compose with what precedes.
const composing = new Set();
for (let c = 0; c < 0x110000; c++) {
  const s = String.fromCodePoint(c);
  if ((c < 0xd800 || c > 0xdfff) && s.normalize('NFC') === s && s.normalize('NFD') !== s)
    [...s.normalize('NFD')].slice(1).forEach((part) => composing.add(part.codePointAt(0)));
}
function touchesNormalisation(c) {
  const s = String.fromCodePoint(c);
  if (composing.has(c) || s.normalize('NFC') !== s) return true;
  if (s.normalize('NFD') !== s) return false;
  return (s + '\u0334').normalize('NFD') !== s + '\u0334' ||
    ('\u0301' + s).normalize('NFD') !== '\u0301' + s;
}
function anyInBlock(unit, test) {
  const first = 0x10000 + ((unit - 0xd800) << 10);
  for (let c = first; c < first + 0x400; c++) if (test(c)) return true;
  return false;
}
const isHigh = (c) => c >= 0xd800 && c <= 0xdbff;
const isSurrogate = (c) => c >= 0xd800 && c <= 0xdfff;

const light = (c) => c <= 0x10ff || (c >= 0x2000 && c <= 0x200d) || (c >= 0x2010 && c <= 0x201f) ||
  (c >= 0x2032 && c <= 0x2037);
const plain = /^[\p{L}\p{N}\p{P}\p{Sc}\p{Sm}\p{Zs}]$/u;
const notPlain = /^[\p{M}\p{Extended_Pictographic}\p{Script=Hangul}\u0e33\u0eb3\u0d4e]$/u;
const emoji = require(path.join(packages, 'twemoji-parser', 'dist', 'lib', 'regex.js')).default;
const emojiStarts = new Set();
for (let c = 0x80; c < 0x110000; c++) {
  const s = String.fromCodePoint(c) + '\ufe0f';
  emoji.lastIndex = 0;
  const found = emoji.exec(s);
  if (found && found.index === 0) emojiStarts.add(s.charCodeAt(0));
}
emojiStarts.delete(0xa9); // found from the style behind it
emojiStarts.delete(0xae);

const domain = one(regexp('validDomainChars').source, 'i');
const asciiDomain = one('[\\-a-z0-9' + regexp('latinAccentChars').source + ']', 'i');
const pathChar = one(regexp('validGeneralUrlPathChars').source, 'i');
const pathEnd = one(regexp('validUrlPathEndingChars').source, 'i');
const preceding = one('[^A-Za-z0-9@＠$#＃' + regexp('invalidCharsGroup').source + ']|[' +
  regexp('directionalMarkersGroup').source + ']', 'i');
const tag = one('[' + ['bmpLetterAndMarks', 'bmpNumerals', 'hashtagSpecialChars']
  .map((name) => regexp(name).source).join('') + ']', 'i');
const tagLetter = group('bmpLetterAndMarks', 'i');
const latin = group('latinAccentChars', '');
const space = group('spacesGroup', 'i');
const refused = group('invalidCharsGroup', '');
const special = new Set('.@＠#＃$\ufe0f\u20e3'.split('').map((c) => c.charCodeAt(0)));
const extender = (c) => c === 0x200d || c === 0xfe0f || c === 0x20e3 || c === 0xd83c || c === 0xdb40;

// In the order of CommsUnitClass.
const tests = [
  (c) => isSurrogate(c) || light(c),
  (c, s) => domain.test(s),
  (c, s) => asciiDomain.test(s),
  (c, s) => pathChar.test(s),
  (c, s) => pathEnd.test(s),
  (c, s) => preceding.test(s),
  (c, s) => !isSurrogate(c) && tag.test(s),
  (c, s) => !isSurrogate(c) && tagLetter.test(s),
  (c, s) => latin.test(s),
  (c, s) => space.test(s),
  (c, s) => refused.test(s),
  (c) => special.has(c) || emojiStarts.has(c),
  (c) => extender(c),
  (c) => isHigh(c) ? anyInBlock(c, touchesNormalisation) : !isSurrogate(c) && touchesNormalisation(c),
  (c, s) => !isSurrogate(c) && plain.test(s) && !notPlain.test(s),
];

const pages = [], index = [], known = new Map();
for (let first = 0; first < 0x10000; first += 32) {
  const page = [];
  for (let c = first; c < first + 32; c++) {
    const s = String.fromCharCode(c);
    page.push(tests.reduce((bits, test, i) => bits | (test(c, s) ? 1 << i : 0), 0));
  }
  // Those that UTF-8 writes in one byte or two stand in their own order, see comms_unit_low_class().
  const key = first < 0x800 ? first : page.join();
  if (!known.has(key)) { known.set(key, pages.length); pages.push(page); }
  index.push(known.get(key));
}

function wrap(words) {
  const lines = [''];
  for (const word of words) {
    if (lines[lines.length - 1].length + word.length + 4 > 118) lines.push('');
    lines[lines.length - 1] += ' ' + word + ',';
  }
  return lines.map((line) => ' ' + line).join('\n');
}
console.log('/* SPDX-License-Identifier: GPL-3.0-or-later */');
console.log('/* Made by tests/text/make-classes.js; not edited by hand. */');
console.log('#define G_LOG_DOMAIN "CommsText"\n\n#include "config.h"\n\n#include "comms-units.h"\n');
console.log('/* clang-format off */');
console.log('/* Which page of classes each 32 units have. */');
console.log('const guint16 comms_unit_pages[2048] = {\n' + wrap(index.map(String)) + '\n};\n');
console.log('/* The pages, of 32 units each. */');
console.log('const guint16 comms_unit_classes[' + pages.length * 32 + '] = {\n' +
  wrap([].concat(...pages).map((bits) => '0x' + bits.toString(16))) + '\n};');

// Letters, marks and digits beyond the 16 bits, which no expression sees but by pairs.
const astral = one(regexp('astralLetterAndMarks').source, ''), digit = one(regexp('astralNumerals').source, '');
const ranges = [];
for (let c = 0x10000; c < 0x110000; c++) {
  const s = String.fromCodePoint(c), last = ranges[ranges.length - 1];
  const bits = astral.test(s) ? 0xc0 : digit.test(s) ? 0x40 : 0;
  if (bits && last && last[1] === c - 1 && last[2] === bits) last[1] = c;
  else if (bits) ranges.push([c, c, bits]);
}
console.log('\nconst CommsUnitRange comms_unit_astral_tags[] = {\n' +
  wrap(ranges.map((range) => '{ ' + range.map((n) => '0x' + n.toString(16)).join(', ') + ' }')) + '\n};');
console.log('const gsize comms_unit_n_astral_tags = G_N_ELEMENTS (comms_unit_astral_tags);');
console.error(pages.length + ' pages');
