// SPDX-License-Identifier: GPL-3.0-or-later
// Compares "comms check --network=x --json" with npm twitter-text 3.1.0 on generated texts.
//   node compare.js PACKAGES COMMS COUNT SEED        prints what differs; status 1 where anything does
//   node compare.js PACKAGES COMMS cases             the same of the texts in cases.jsonl
// See tests/text/README.
'use strict';
const fs = require('fs');
const path = require('path');
const { spawn } = require('child_process');
const { generate } = require('./generate.js');
const [packages, comms, count, seed] = process.argv.slice(2);
const twitter = require(path.join(path.resolve(packages), 'node_modules', 'twitter-text'));

function expected(text) {
  const answer = { mentions: [], lists: [], hashtags: [], cashtags: [], urls: [] };
  let parsed, entities;
  try {
    parsed = twitter.parseTweet(text);
    entities = twitter.extractEntitiesWithIndices(text);
  } catch (error) {
    twitter.extractUrlsWithIndices('.'); // it gives up on some hosts, and must start anew
    return null;
  }
  answer.length = parsed.weightedLength;
  // Nothing but white space cannot be posted, which JavaScript's twitter-text leaves to others.
  answer.valid = parsed.valid && !/^[\x09-\x0d\x20\x85\xa0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*$/.test(text);
  const points = (units) => [...text.slice(0, units)].length;
  for (const entity of entities) {
    const [start, end] = entity.indices.map(points);
    if (entity.url) answer.urls.push({ url: text.slice(...entity.indices), start, end });
    else if (entity.hashtag) answer.hashtags.push({ tag: entity.hashtag, start, end });
    else if (entity.cashtag) answer.cashtags.push({ tag: entity.cashtag, start, end });
    else if (entity.listSlug) answer.lists.push({ handle: entity.screenName, list: entity.listSlug.slice(1), start, end });
    else answer.mentions.push({ handle: entity.screenName, start, end });
  }
  return answer;
}

const order = ['length', 'valid', 'mentions', 'lists', 'hashtags', 'cashtags', 'urls'];
const key = (answer) => JSON.stringify(order.map((name) => answer[name]));

const texts = count === 'cases'
  ? fs.readFileSync(path.join(__dirname, 'cases.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line).text)
  : [...generate(Number(seed), Number(count))];
const child = spawn(comms, ['check', '--network=x', '--json'], { stdio: ['pipe', 'pipe', 'inherit'] });
let out = '', at = 0, differ = 0, skipped = 0;
child.stdout.setEncoding('utf8');
child.stdout.on('data', (data) => {
  const lines = (out + data).split('\n');
  out = lines.pop();
  for (const line of lines) {
    const text = texts[at++], want = expected(text);
    if (want === null) { skipped++; continue; }
    const got = JSON.parse(line);
    if (key(got) === key(want)) continue;
    if (differ++ < 20) console.log(JSON.stringify(text) + '\n  comms   ' + key(got) + '\n  twitter ' + key(want));
  }
});
child.on('close', (code) => {
  console.log(`${at} texts, ${differ} differ, ${skipped} beyond twitter-text itself`);
  process.exit(code === 0 && at === texts.length && differ === 0 ? 0 : 1);
});
(function feed(i) {
  for (; i < texts.length; i++)
    if (!child.stdin.write(JSON.stringify({ text: texts[i] }) + '\n')) { child.stdin.once('drain', () => feed(i + 1)); return; }
  child.stdin.end();
})(0);
