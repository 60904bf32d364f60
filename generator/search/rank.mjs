#!/usr/bin/env node
// Runs a file of queries against a built site and writes what the search answers, so that anyone can judge it.
//
//   node generator/search/rank.mjs <site folder> <queries.jsonl> > rankings.json
//   node generator/search/rank.mjs <site folder> --ask <query>…      shows the answers instead
//   node generator/search/rank.mjs <site folder> --time <queries.jsonl>   times every keystroke of them
//   node generator/search/rank.mjs <site folder> --test                   runs testdata/engine_cases.js
//
// A line of the query file is a JSON object with the query in "q"; other keys are left alone. rankings.json maps each query to the
// ids of the items, best first, at most 100. The scripts are read from <site folder>/search, one by one or as the bundle search.js,
// the data from search/data of every town there, in the order in which a page loads them.
import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';

const scripts = ['packing.js', 'pinyin.js', 'corpus.js', 'query.js', 'correct.js', 'engine.js'];

export function load(site, withDuties = true) {
  const context = vm.createContext({ TextDecoder });
  const run = file => vm.runInContext(fs.readFileSync(file, 'utf8'), context, { filename: file });
  const at = (...parts) => path.join(site, 'search', ...parts);
  for (const s of fs.existsSync(at('engine.js')) ? scripts : ['search.js']) run(at(s));
  run(at('data', 'county.js'));
  const towns = fs.readdirSync(at('data'), { withFileTypes: true }).filter(d => d.isDirectory()).map(d => d.name).sort();
  for (const town of towns) run(at('data', town, 'titles.js'));
  if (withDuties) for (const town of towns) run(at('data', town, 'duties.js'));
  return vm.runInContext('handbook.search', context);
}

const readQueries = file => fs.readFileSync(file, 'utf8').split('\n').filter(Boolean).map(line => JSON.parse(line).q);

function show(search, query) {
  const answer = search.search(query, { limit: 8 });
  console.log(`${query}${answer.none ? '  — none' : ''}${answer.nearest ? `, nearest ${answer.nearest.name}` : ''}${answer.departments.map(d => `  [${d.short}]`).join('')}`);
  for (const r of answer.results) {
    console.log(`  ${r.score.toFixed(2)} ${r.id} ${marked(r.title, r.marks).slice(0, 70)}${r.why ? `  (${r.why})` : ''}`);
    if (r.line) console.log(`       ${r.line.anchor} ${marked(r.line.text, r.line.marks).slice(0, 80)}`);
  }
}
const marked = (text, marks) => marks.reduceRight((s, [from, to]) => `${s.slice(0, from)}[${s.slice(from, to)}]${s.slice(to)}`, text);

// Times as a reader types: every prefix of every query once.
function time(site, queries) {
  const times = [], start = performance.now(), search = load(site), ready = performance.now() - start;
  for (const q of queries) for (let n = 1; n <= q.length; n++) {
    const t = performance.now();
    search.search(q.slice(0, n), { limit: 20 });
    times.push(performance.now() - t);
  }
  times.sort((a, b) => a - b);
  const at = share => times[Math.min(times.length - 1, Math.floor(share * times.length))].toFixed(2);
  console.log(`load ${ready.toFixed(1)} ms; ${times.length} keystrokes: median ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`);
}

function test(site) {
  const cases = fs.readFileSync(new URL('testdata/engine_cases.js', import.meta.url), 'utf8');
  const wrong = vm.runInThisContext(cases + '\nengineCases')(load(site));
  for (const line of wrong) console.log(line);
  console.log(wrong.length ? `${wrong.length} wrong` : 'ok');
  process.exitCode = wrong.length ? 1 : 0;
}

if (process.argv[1] && import.meta.url === new URL(`file://${path.resolve(process.argv[1])}`).href) {
  const [site, ...rest] = process.argv.slice(2);
  if (!site || !rest.length) {
    console.error('usage: rank.mjs <site folder> <queries.jsonl> | --ask <query>… | --time <queries.jsonl> | --test');
    process.exit(2);
  }
  if (rest[0] === '--ask') for (const q of rest.slice(1)) show(load(site), q);
  else if (rest[0] === '--time') time(site, readQueries(rest[1]));
  else if (rest[0] === '--test') test(site);
  else {
    const search = load(site), rankings = {};
    for (const q of readQueries(rest[0])) rankings[q] = search.search(q, { limit: 100 }).results.map(r => r.id);
    console.log(JSON.stringify(rankings));
  }
}
