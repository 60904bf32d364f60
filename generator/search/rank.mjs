#!/usr/bin/env node
// Runs a file of queries against a built site and writes what the search answers, so that anyone can judge it.
//
//   rank.mjs <site folder> <queries.jsonl> > rankings.json
//   rank.mjs <site folder> --ask <query>…           shows the answers instead
//   rank.mjs <site folder> --time <queries.jsonl>   times every keystroke of them
//   rank.mjs <site folder> --weigh <queries.jsonl>  weighs what a reader fetches who asks one of them
//   rank.mjs <site folder> --answers <town>         says who does each item of all towns, as one town's page knows it
//   rank.mjs <site folder> --test                   runs testdata/engine_cases.js
//
// A line of the query file is a JSON object with the query in "q"; other keys are left alone. rankings.json maps each
// query to the ids of the items, best first, at most 100. The scripts are read from <site folder>/search, one by one or
// as the bundle search.js, the data in the order in which a page of the first town loads them.
import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import zlib from 'node:zlib';

// scripts are what of the search needs no page, in their order; across.js is for several towns. Those of slips come
// when a query asks for them.
export const scripts = ['packing.js', 'addresses.js', 'across.js', 'corpus.js', 'query.js', 'engine.js'];
export const slips = ['pinyin.js', 'correct.js'];

const townsOf = site => fs.readdirSync(path.join(site, 'search', 'data'), { withFileTypes: true })
  .filter(entry => entry.isDirectory()).map(entry => entry.name).sort();

// load is the search as a page of one of the towns has it. It answers in rounds, as a page does; loaded tells the
// files.
export function load(site, town, loaded = []) {
  const context = vm.createContext({ TextDecoder });
  const at = (...parts) => path.join(site, 'search', ...parts), apart = fs.existsSync(at('engine.js'));
  const run = (...parts) => {
    if (apart && parts[0] === 'slips.js') return slips.forEach(name => run(name));
    vm.runInContext(fs.readFileSync(at(...parts), 'utf8'), context, { filename: at(...parts) });
    loaded.push(parts.join('/'));
  };
  const towns = townsOf(site);
  const own = town || towns[0], several = towns.length > 1;
  for (const script of apart ? scripts.filter(name => several || name !== 'across.js') : ['search.js']) run(script);
  if (apart && fs.existsSync(path.join(site, own, 'paper.js'))) run('paper.js'); // its book is printed
  run('data', 'county.js');
  if (several) run('across', 'towns.js');
  run('data', own, 'titles.js');
  run('data', own, 'duties.js');
  return answering(vm.runInContext('handbook.search', context), file => run(file));
}

// answering is a search that has all that it wants before it answers: fetched in rounds, as a page does.
// took, if given, is told how many milliseconds each round's thinking takes.
function answering(search, run) {
  function complete(query, options, took = () => {}) {
    for (;;) {
      const start = performance.now(), files = search.wants(query, options);
      const answer = files.length || search.search(query, options);
      took(performance.now() - start);
      if (!files.length) return answer;
      files.forEach(run);
    }
  }
  return Object.assign({}, search, { search: complete });
}

const readQueries = file =>
  fs.readFileSync(file, 'utf8').split('\n').filter(Boolean).map(line => JSON.parse(line).q);

function show(search, query) {
  const { none, nearest, departments, results } = search.search(query, { limit: 8 });
  const named = departments.map(d => `  [${d.short}]`).join('');
  console.log(`${query}${none ? '  — none' : ''}${nearest ? `, nearest ${nearest.name}` : ''}${named}`);
  for (const r of results) {
    const why = r.why.length ? `  (${because(r.why)})` : '';
    console.log(`  ${r.score.toFixed(2)} ${r.id} ${marked(r.title, r.marks).slice(0, 70)}${why}`);
    if (r.line) console.log(`       ${r.line.anchor} ${marked(r.line.text, r.line.marks).slice(0, 80)}`);
  }
}
// because is why something was found: 宅基池 → 宅基地.
export const because = why =>
  why.map(({ typed, mended, said }) => [typed, mended, said].filter(Boolean).join(' → ')).join('，');
const marked = (text, marks) =>
  marks.reduceRight((s, [from, to]) => `${s.slice(0, from)}[${s.slice(from, to)}]${s.slice(to)}`, text);

// at is the number below which a share of some numbers lies.
const at = (numbers, share) =>
  numbers.sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(share * numbers.length))];

// Times as a reader types: every prefix of every query once.
function time(site, queries) {
  const times = [], start = performance.now(), search = load(site), ready = performance.now() - start;
  for (const q of queries) for (let n = 1; n <= q.length; n++) {
    const t = performance.now();
    search.search(q.slice(0, n), { limit: 20 });
    times.push(performance.now() - t);
  }
  const [median, p95, p99, longest] = [0.5, 0.95, 0.99, 1].map(share => at(times, share).toFixed(2));
  console.log(`load ${ready.toFixed(1)} ms; ${times.length} keystrokes: ` +
    `median ${median} ms, p95 ${p95} ms, p99 ${p99} ms, longest ${longest} ms`);
}

// Weighs the files, each after gzip, that the first query of a reader needs, but for what is only asked where nothing
// is found, and times the search of it when all are there.
function weigh(site, queries) {
  const sizes = new Map(), bytes = [], times = [], files = [];
  let warm;
  function size(file) {
    if (!sizes.has(file)) {
      const raw = fs.readFileSync(path.join(site, 'search', file));
      sizes.set(file, zlib.gzipSync(raw, { level: 9 }).length);
    }
    return sizes.get(file);
  }
  for (const [i, q] of queries.entries()) {
    const loaded = [];
    if (i % 10 === 0) warm = load(site); // nobody asks a hundred things on one page
    load(site, '', loaded).search(q, { limit: 9 });
    const needed = loaded.filter(file => !/(duties|last)\.js$/.test(file));
    files.push(needed.length);
    bytes.push(needed.reduce((sum, file) => sum + size(file), 0));
    for (let n = 1; n <= q.length; n++) warm.search(q.slice(0, n), { limit: 9 }, ms => times.push(ms));
  }
  console.log(JSON.stringify({
    bytes: [0.5, 0.95, 1].map(share => at(bytes, share)),
    files: [0.5, 1].map(share => at(files, share)),
    ms: [0.5, 0.95, 1].map(share => +at(times, share).toFixed(2))
  }));
}

function answers(site, own) {
  const context = vm.createContext({ handbook: {} }), all = {}, search = load(site, own);
  for (const name of ['addresses.js', 'answers.js', 'results.js'])
    vm.runInContext(fs.readFileSync(path.join(site, 'search', name), 'utf8'), context);
  const { who } = vm.runInContext('handbook.results', context);
  for (const town of townsOf(site))
    for (const r of search.search('', { town, limit: 1e4 }).results) all[`${town} ${r.id}`] = who(r);
  console.log(JSON.stringify(all));
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
    console.error('usage: rank.mjs <site folder> ' +
      '<queries.jsonl> | --ask <query>… | --time <queries.jsonl> | --weigh <queries.jsonl> | ' +
      '--answers <town> | --test');
    process.exit(2);
  }
  if (rest[0] === '--ask') for (const q of rest.slice(1)) show(load(site), q);
  else if (rest[0] === '--time') time(site, readQueries(rest[1]));
  else if (rest[0] === '--weigh') weigh(site, readQueries(rest[1]));
  else if (rest[0] === '--answers') answers(site, rest[1]);
  else if (rest[0] === '--test') test(site);
  else {
    const search = load(site), rankings = {};
    for (const q of readQueries(rest[0])) rankings[q] = search.search(q, { limit: 100 }).results.map(r => r.id);
    console.log(JSON.stringify(rankings));
  }
}
