// floor.mjs: node floor.mjs FOLDER MODULES HARMLESS. Holds every style sheet and script below a folder, those within
// the one-file editions among them, against the oldest browsers that the handbook is for; see table.mjs. What they do
// not know is printed, a line each. A feature that HARMLESS lists may be missing; one that it lists for nothing is
// said, too.
import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { judge as judgeStyles } from './css.mjs';
import { judge as judgeScript } from './scripts.mjs';
import { floor } from './table.mjs';

const [folder, modules, list] = process.argv.slice(2);
const require = createRequire(join(resolve(modules), 'x'));
const data = JSON.parse(await readFile(join(modules, '@mdn/browser-compat-data/data.json'), 'utf8'));
const css = require('css-tree'), { parse } = require('acorn'), { full } = require('acorn-walk');

// A line of the list is a feature's name in the table and the reason.
const entries = (await readFile(list, 'utf8')).split('\n').filter(line => line.trim() && line[0] !== '#');
const harmless = new Map(entries.map(line => [line.split(/\s+/)[0], { used: false }]));

// parts are the style sheets and the scripts of a file.
function parts(name, text) {
  if (name.endsWith('.css')) return [[text, false]];
  if (name.endsWith('.js')) return [[text, true]];
  return [...text.matchAll(/<(style|script)>([^]*?)<\/\1>/g)].map(([, tag, inner]) => [inner, tag === 'script']);
}

const lines = new Set(), all = await readdir(folder, { recursive: true });
const files = all.filter(name => /\.(css|js)$|offline\.html$/.test(name));
for (const name of files.sort()) {
  for (const [text, script] of parts(name, await readFile(join(folder, name), 'utf8'))) {
    const [judge, tools] = script ? [judgeScript, { parse, full }] : [judgeStyles, css];
    const found = judge(tools, text, data, floor, harmless);
    for (const { where, feature, needs } of found)
      lines.add(`${name}: ${where.replace(/\s+/g, ' ').trim()}: ${feature}: ${needs.join(', ')}`);
  }
}
for (const [feature, { used }] of harmless)
  if (!used) lines.add(`${list}: ${feature}: is listed, and nothing needs it`);
for (const line of lines) console.log(line);
process.exitCode = lines.size ? 1 : 0;
