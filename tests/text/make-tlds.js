// SPDX-License-Identifier: GPL-3.0-or-later
// Prints the table of src/core/text/comms-tlds.c: the top-level domains that npm twitter-text
// 3.1.0 knows. See tests/text/README.
'use strict';
const path = require('path');
const root = path.resolve(process.argv[2], 'node_modules', 'twitter-text', 'dist', 'regexp');
const names = (name) => require(path.join(root, name)).source
  .replace(/^\(\?:\(\?:/, '').replace(/\)\(\?=.*$/, '').split('|');
const all = [...new Set([...names('validGTLD'), ...names('validCCTLD')])]
  .map((name) => Buffer.from(name)).sort(Buffer.compare).map(String);
let line = ' ';
for (const name of all) {
  const word = ' "' + name + '",';
  if (line.length + word.length > 98) {
    console.log(line);
    line = ' ';
  }
  line += word;
}
console.log(line);
