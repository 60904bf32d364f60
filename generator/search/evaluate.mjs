#!/usr/bin/env node
// Scores the search on any county's list, without building the site: seconds after a change of the scripts, of the data
// that they read, or of a lexicon.
//
//   evaluate.mjs [--misses] [--json] <data folder> <queries.jsonl>…
//
// The generator packs the folder's data; the scripts are the theme's, joined as a county of that many towns gets them.
// Queries are as in testdata: "q", "relevant" (the grades of the items that answer it, 3 the answer; none where the
// list has none) and "kind".
// The figures are those of TestSearchQuality: S@1 and S@3 count an item of the best grade among
// the first 1 and 3, MRR is of the first such item within 10, nDCG of the first 10 with gain 2^grade-1, empty counts
// answers of nothing where there is one, FH answers of something where there is none. --misses also lists the queries
// whose first item is not of the best grade, and those with a false answer; --json writes each query's answer, a line
// each.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { because, load, scripts, slips } from './rank.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const words = process.argv.slice(2), [data, ...files] = words.filter(word => !word.startsWith('--'));
if (!files.length) {
  console.error('usage: evaluate.mjs [--misses] [--json] <data folder> <queries.jsonl>…');
  process.exit(2);
}

// make writes what the search of a county needs below a folder, as on its site.
function make(site) {
  const program = path.join(site, 'handbook');
  execFileSync('go', ['build', '-o', program, './generator'],
    { cwd: root, env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-buildvcs=false' } });
  execFileSync(program, ['pages', '-data', data, '-content', path.join(site, 'content'), '-assets', site,
    '-portal', path.join(site, 'portal.json'), '-parts', ''], { stdio: ['ignore', 'ignore', 'inherit'] });
  const made = path.join(site, 'search'), several = fs.existsSync(path.join(made, 'across'));
  const assets = path.join(root, 'themes/handbook/assets/search');
  const read = name => fs.readFileSync(path.join(name === 'addresses.js' ? made : assets, name), 'utf8');
  const names = scripts.filter(name => several || name !== 'across.js');
  fs.writeFileSync(path.join(site, 'search/search.js'), names.map(read).join('\n'));
  fs.writeFileSync(path.join(site, 'search/slips.js'), slips.map(read).join('\n'));
}

const gain = (grade, place) => (2 ** grade - 1) / Math.log2(place + 2);
const sum = numbers => numbers.reduce((a, b) => a + b, 0);

// judge is a query's figures: those of an answer, or, of a query that has none, whether it got one.
function judge({ relevant }, ids) {
  const grades = Object.values(relevant).sort((a, b) => b - a);
  if (!grades.length) return { fh: ids.length > 0 };
  const place = ids.slice(0, 10).findIndex(id => relevant[id] === grades[0]);
  return {
    s1: place === 0, s3: place >= 0 && place < 3, mrr: place < 0 ? 0 : 1 / (place + 1), empty: !ids.length,
    ndcg: sum(ids.slice(0, 10).map((id, i) => gain(relevant[id] || 0, i))) / sum(grades.slice(0, 10).map(gain))
  };
}

function row(name, all) {
  const some = [['S@1', 's1'], ['S@3', 's3'], ['MRR', 'mrr'], ['nDCG', 'ndcg'], ['empty', 'empty'], ['FH', 'fh']];
  const cells = some.map(([title, key]) => {
    const had = all.filter(figures => key in figures);
    const mean = sum(had.map(figures => +figures[key])) / had.length;
    return `${title} ${had.length ? mean.toFixed(3) : '     '}`;
  });
  console.log(`${name.padEnd(14)} n ${String(all.length).padStart(3)}  ${cells.join('  ')}`);
}

const site = fs.mkdtempSync(path.join(os.tmpdir(), 'evaluate-'));
try {
  make(site);
  const search = load(site);
  for (const file of files) {
    const queries = fs.readFileSync(file, 'utf8').split('\n').filter(Boolean).map(line => JSON.parse(line));
    const kinds = {}, all = [], misses = [];
    for (const query of queries) {
      const answer = search.search(query.q, { limit: 100 }), ids = answer.results.map(r => r.id);
      const figures = judge(query, ids);
      all.push(figures);
      (kinds[query.kind] = kinds[query.kind] || []).push(figures);
      if (figures.fh || figures.s1 === false) misses.push({ query, answer });
      if (words.includes('--json')) console.log(JSON.stringify({ q: query.q, ids }));
    }
    if (words.includes('--misses')) for (const { query, answer } of misses) show(query, answer);
    console.log(path.basename(file));
    for (const kind of Object.keys(kinds).sort()) row('  ' + kind, kinds[kind]);
    row('  all', all);
  }
} finally {
  fs.rmSync(site, { recursive: true });
}

// show lists what a query got, up to the first item of the best grade, or the first three.
function show({ q, kind, relevant }, { results, departments }) {
  const best = Math.max(0, ...Object.values(relevant)), place = results.findIndex(r => relevant[r.id] === best);
  const wanted = Object.keys(relevant).map(id => `${id}:${relevant[id]}`).join(' ') || 'nothing';
  console.log(`${q}  (${kind}) wants ${wanted}${departments.map(d => `  [${d.short}]`).join('')}` +
    `${results.length ? '' : '  — none'}`);
  results.slice(0, Math.min(8, Math.max(3, place + 1))).forEach((r, i) =>
    console.log(`   ${relevant[r.id] || ' '} ${r.score.toFixed(2)} ${r.id} ${r.title.slice(0, 60)}` +
      `${r.why.length ? `  (${because(r.why)})` : ''}`));
  if (place >= 8) console.log(`     … ${place + 1}.`);
}
