// SPDX-License-Identifier: GPL-3.0-or-later
// Texts in many scripts with everything that rules on texts stumble over, from a seed.
'use strict';

const words = [
  'the', 'Ministry', 'of', 'Human', 'Rights', 'a', 'I', 'RT', 'rt', 'café', 'naïve', 'Straße', 'ÉLAN', 'ǅ', 'ı', 'İ', 'ſ', 'K',
  'انسانی', 'حقوق', 'کا', 'عالمی', 'دن', 'می\u200cخواہم', 'ﻻ', 'ﷺ', 'ﭘﺎﮐﺴﺘﺎﻥ', 'بِسْمِ', 'ۂ', 'ه\u0654', 'ا\u0653', '۱۲۳', 'ے۔',
  'मानव', 'अधिकार', 'क्षि', 'ज़', 'क\u093c', 'क्\u200dष', 'বাংলা', 'ো', 'ே', 'தமிழ்', 'ไทย', 'ກຳ', 'မြန်မာ',
  '人权', '世界', 'これは', '日本語', 'カタカナ', 'ﾊﾝｶｸ', 'ー', '〜', '・', '。', '、', '「', '한국어', '\u1112\u1161\u11ab', '한\u11a8',
  'עברית', 'שּׁ', 'Ελλάδα', 'ΰ', 'ᾳ', 'ͅ', 'Русский', 'ё', 'ⱥ', 'ქართული', 'Ქ', 'አማርኛ', 'ⴰ', 'Ꭰ', '𐐷', '𝐀', '𝟘', '𠀀', '🄰',
  'e\u0301', 'a\u0323\u0302', 'q\u0301', 'A\u030a', 'Å', 'ﬁ', '\u0344', '\u0958', '\u2126', '\u212b', '\u0340', '\u1e9b\u0323',
];
const emoji = [
  '😀', '👍', '👍🏽', '👍\ufe0f', '❤', '❤️', '❤︎', '☺', '☺️', '☺︎', '☝🏿', '☝️🏿', '©', '©️', '®️', '™', '™️', '♟', '♟️', '1️⃣', '1⃣', '#️⃣', '#⃣', '*️⃣',
  '9\u20e3', 'a\u20e3', '🇵🇰', '🇨🇭', '🇿🇿', '🇵', '🇵🇰🇵', '🏴', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🏴󠁧󠁢󠁸󠁿', '🏴‍☠️', '🏳️‍🌈', '🏳‍🌈', '👁‍🗨', '👁️‍🗨️', '👨‍👩‍👧‍👦', '👨‍👩‍👧', '👨‍👨',
  '👩‍❤️‍💋‍👨', '👩‍❤️‍👩', '👩‍❤‍👩', '👩🏽‍⚖️', '👩🏽‍⚖', '👨‍🦰', '🧑‍🚀', '🧑🏻‍🤝‍🧑🏿', '🏃‍♀️', '🏃🏽‍♀️', '🏃🏽‍♀', '🕵️‍♂️', '🕵🏽‍♂️', '🕵‍♂️', '🏋️‍♀️', '⛹🏻‍♂️', '⛹️‍♂️',
  '👯‍♀️', '🤼‍♂️', '🧞‍♀️', '🧟‍♂', '🥷', '🫡', '🪪', '🧑‍🎄', '❤️‍🔥', '🐻‍❄️', '🦰', '🏻', '\u200d', '\ufe0f', '\ufe0e', '\u20e3', '⌚', '⏰', '㊗️', '🈂', '🈂️', '🅰', '〰', 'ℹ️', '➕',
];
const glue = [
  '', '', '', '', ' ', ' ', ' ', ' ', '\n', '\t', '\u00a0', '\u2009', '\u202f', '\u3000', '\u200b', '\u200c', '\u200e', '\u200f', '\u202a', '\u202e', '\u2066',
  '\u2069', '\u061c', '\ufeff', '\ufffe', '\uffff', '\ufffd', '.', ',', '!', '?', ';', ':', '-', '_', '/', '(', ')', '[', ']', '{', '<', '>', '"', "'", '`',
  '“', '”', '’', '…', '–', '—', '۔', '،', '؟', '।', '。', '@', '#', '$', '&', '%', '*', '+', '=', '~', '|', '\\', '^', '＠', '＃', '＄', '€', '•', '→',
  '\u0001', '\u007f', '\u0085', '\u00ad', '\u2028', '\u180e', '·', '\u20e3',
];
const hosts = [
  'example.com', 'EXAMPLE.COM', 'mohr.gov.pk', 'www.mohr.gov.pk', 'a.b.c.co.uk', 't.co', 'T.CO', 'foo.museum', 'foo.onion', 'x.zz', 'localhost', 'a.c',
  'foo_bar.com', 'foo_bar.example.com', '-foo.com', 'foo-.com', 'fo--o.com', '.com', 'foo..com', 'foo.com.', '1.2.3.4', '3.com', 'café.fr', 'ÉLAN.fr',
  'münchen.de', 'ⱥ.com', 'foo.vermögensberatung', 'foo.VERMÖGENSBERATUNG', 'пример.рф', 'пример.РФ', 'example.рф', 'example.ελ', 'example.ΕΛ', 'example.ϵλ',
  'مثال.پاکستان', 'example.پاکستان', '例え.みんな', '中国.中国', 'example.中国', 'example.中國x', '嘉里.嘉里大酒店', 'उदाहरण.भारतम्', 'उदाहरण.भारत', 'foo.გე', 'foo.Გე',
  'xn--ls8h.la', 'XN--ls8h.la', 'xn--ü.com', 'foo.xn--p1ai', 'foo.XN--P1AI', 'xn--p1ai', '日本a.com', '日本.com', 'foo。com', 'a。b.com', '日a.comx日a.com', 'example.com日本.com',
  '😀.com', '👍🏽.ws', 'a😀.com', '\u0301a.com', 'a\u200cb.com', 'com', 'pk', 'co.uk', 'amazon', 'foo.amazon', 'x.io', 'foo.COM', 'foo.comm', 'twitter.jp', 'foo.baz.com',
  'a'.repeat(63) + '.com', 'a'.repeat(64) + '.com', 'あ'.repeat(20) + '.com', 'あ'.repeat(52) + '.com', 'あ'.repeat(57) + '.com', '😀'.repeat(30) + '.com',
];
const schemes = ['', '', '', 'http://', 'https://', 'HTTP://', 'Https://', 'http:/', '//', 'ftp://', 'xhttp://', 'http://http://', 'mailto:', '@', '#', '$', 'user@', '/', '.', '-', '_', '&'];
const rests = [
  '', '', '', '/', '/a', '/a/b.html', '/a.', '/a,', '/a!', '/a)', '/(a)', '/a_(b)', '/a_(b(c)d)', '/a_(b', '/(a(b(c)))', '/()', '/a?b=c', '/a?b=c.', '/?q', '?q=1', '?q=', '?', '?!',
  '/?!', '/#x', '#x', ':80', ':80/', ':80/a', ':', ':a', '/é', '/ё', '/Русские_слова', '/日本', '/a日本', '/–', '/–a', '/@user', '/@user/', '/a@b', '/a|b', '/a\'s', '/%20', '/a*b',
  '/aⱥ', '/ι', '/aᾳ', '?q=é', '?q=(a)', '?q=a|', '?a=b&c=d#e', '/-', '/+', '/=', '/a;', '/abc', '/AbC9', '/aaaaaaaaaabbbbbbbbbbccccccccccdddddddddd', '/aaaaaaaaaabbbbbbbbbbccccccccccddddddddddX',
  '/abc.x', '/abc?x=1', '/abc?x=1!', '/abc/def', '/' + 'b'.repeat(4060), '/' + 'b'.repeat(4090),
];
const tags = [
  '@user', '@user_1', '@a', '@', '@user/list', '@user/list-name', '@user/1list', '@user/' + 'l'.repeat(25), '@user/' + 'l'.repeat(30), '@' + 'u'.repeat(20), '@' + 'u'.repeat(21), '@user@host.com',
  '@é', '@useré', '@user\u0301', '@user://', '＠user', '@@user', '.@user', 'RT@user', 'RT:@user', 'rt: @user', 'xRT@user', '+RT:@user', '日RT@user', 'a@user', '日@user', '@user日', '@user/日', '@user/list/x',
  '#tag', '#tag1', '#1', '#1a', '#_', '#_a', '#tag_', '#', '##tag', '#tag#tag', '#tag#', '＃tag', '&#tag', 'a#tag', '日本#tag', '#日本語', '#انسانی_حقوق', '#می\u200cخواہم', '#۱۲', '#é', '#e\u0301',
  '#\ufe0f', '#️tag', '#⃣tag', '#tag://', '#http://a.com', '#😀', '#a😀', '#𐐷', '#𝟘', '#𝟘a', '#🄰', '#𠀀', '#तमिल', '#क्\u200dष', '#ა', '#·', '#a·b', '#〜a', '\ufe0f#tag', '\ufe0e#tag', '😀#tag', '𐐷#tag', '#ⅷ', '#²', '#ʼa', '#ۼ',
  '$PKR', '$pkr', '$BRK.A', '$BRK.AB', '$BRK.ABC', '$BRK_A', '$BRK.', '$ABCDEFG', '$ABCDEF', '$1', '$A1', '$$A', 'x$A', '$A$B', '$A $B', '$é', '$Aé', '$A日', '＄A', '$K', '\u200e$A', '$A\u200e',
];

function* generate(seed, count) {
  let state = (seed * 2654435761 + 1) >>> 0 || 1;
  const random = (n) => {
    state ^= state << 13; state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5; state >>>= 0;
    return state % n;
  };
  const pick = (list) => list[random(list.length)];
  const character = () => {
    for (;;) {
      const c = random(4) === 0 ? random(0x110000) : random(4) === 0 ? random(0x3000) : random(3) === 0 ? 0x1f000 + random(0x1000) : random(0x250);
      if (c > 0 && (c < 0xd800 || c > 0xdfff)) return String.fromCodePoint(c);
    }
  };
  const url = () => pick(schemes) + pick(hosts) + (random(6) ? '' : pick(glue)) + (random(6) ? '' : '.' + pick(hosts)) + pick(rests);
  const mutate = (text) => {
    const points = [...text], at = random(points.length + 1);
    points.splice(at, random(3), ...(random(2) ? [character()] : [pick(glue)]));
    return points.join('');
  };
  const kinds = [() => pick(words), () => pick(words), () => pick(emoji), () => pick(tags), url, () => pick(glue) + pick(glue), character, () => mutate(url()), () => mutate(pick(tags)), () => mutate(pick(emoji))];
  for (let i = 0; i < count; i++) {
    let text = '';
    for (let n = 1 + random(random(8) ? 8 : 60); n > 0; n--) text += pick(kinds)() + pick(glue);
    yield text;
  }
}
module.exports = { generate };
