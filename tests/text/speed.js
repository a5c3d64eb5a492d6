// SPDX-License-Identifier: GPL-3.0-or-later
// Times comms_text_count(), which answers what parseTweet of npm twitter-text answers, and
// "comms check --json", from its start to its end, against parseTweet on the same posts of 280
// characters, turn by turn. All is the processor's time, user and system, so that a busy machine
// weighs on none more than on another.
//   node speed.js PACKAGES COMMS TEXT_CHECK ROUNDS
// Prints the share of parseTweet's time that a post takes: in the library, and as a whole process.
'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');
const { spawnSync } = require('child_process');
const [packages, comms, library, rounds] = process.argv.slice(2);
const twitter = require(path.join(path.resolve(packages), 'node_modules', 'twitter-text'));

const words = ['انسانی', 'حقوق', 'کا', 'عالمی', 'دن', 'پاکستان', 'the', 'Ministry', 'of', 'Human', 'Rights', 'report', 'मानव', 'अधिकार', '人权', '世界', '하루',
  'права', 'café', '😀', '👨‍👩‍👧', '👍🏽', '@mohr', '#HumanRights', '#انسانی_حقوق', 'https://mohr.gov.pk/news/1', 'example.com', '—', '“quote”', '2026.', '۱۲'];
let state = 1;
const random = (n) => (state = (state * 1103515245 + 12345) & 0x7fffffff, (state >> 8) % n);
const posts = [];
for (let i = 0; i < 20000; i++) {
  let text = '';
  while ([...text].length < 280) text += words[random(words.length)] + ' ';
  posts.push([...text].slice(0, 280).join('').trim());
}
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'comms-text-'));
const lines = path.join(dir, 'posts.txt'), json = path.join(dir, 'posts.jsonl');
fs.writeFileSync(lines, posts.join('\n') + '\n');
// Enough for one process that its time, which is told in milliseconds, is told well.
const times = 5;
fs.writeFileSync(json, posts.map((text) => JSON.stringify({ text }) + '\n').join('').repeat(times));

// Each in microseconds a post.
const ownTime = () => {
  const start = process.cpuUsage();
  posts.forEach((text) => twitter.parseTweet(text));
  const taken = process.cpuUsage(start);
  return (taken.user + taken.system) / posts.length;
};
const libraryTime = () => Number(spawnSync(library, { stdio: [fs.openSync(lines), 'pipe', 'inherit'] }).stdout);
const processTime = () => {
  const timed = spawnSync('bash', ['-c', 'TIMEFORMAT="%U %S"; time "$0" check --json', comms],
    { stdio: [fs.openSync(json), fs.openSync(path.join(dir, 'out'), 'w'), 'pipe'], env: { ...process.env, LC_NUMERIC: 'C' } });
  const [user, system] = timed.stderr.toString().trim().split(' ').map(Number);
  return (user + system) * 1e6 / (posts.length * times);
};
// Of each the round that was disturbed least: two threads of one core slow each other.
const least = (list) => Math.min(...list);
const npm = [], inside = [], whole = [];
for (let round = 0; round <= Number(rounds); round++) {
  const per = [ownTime(), libraryTime(), processTime()];
  // The first round fills the caches and lets the compiler of Node warm up.
  if (round > 0) [npm, inside, whole].forEach((list, i) => list.push(per[i]));
}
console.log((least(inside) / least(npm)).toFixed(4), (least(whole) / least(npm)).toFixed(4));
console.error([npm, inside, whole].map((list) => least(list).toFixed(2) + ' µs').join(', '));
fs.rmSync(dir, { recursive: true });
