#!/usr/bin/env node
// Compares the handbook's search with two that a site can take from elsewhere, MiniSearch and Pagefind, on the same
// items, in one run.
//
//   cp generator/built/searchbench/package*.json .build/searchbench && (cd .build/searchbench && npm ci)
//   node generator/built/searchbench/bench.mjs .build/searchbench public content \
//     generator/search/testdata/queries_dev.jsonl…
//
// MiniSearch gets pairs of neighbouring characters, any of which may match, titles thrice as heavy: the best that is
// known of it here. Pagefind is its extended program, which cuts Chinese into words. Both get each item's title,
// category, departments and duties. first: bytes, as gzip -9 makes them, of scripts and data before the first answer
// to 低保, with what shows its first eight results; without a page's own code for the box, also ours. key: milliseconds
// a letter, of all queries typed letter by letter, in Node.
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';
import { createRequire } from 'node:module';
import { execFileSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { load } from '../../search/rank.mjs';

const [packages, site, content, ...files] = process.argv.slice(2);
if (!files.length) {
  console.error('usage: bench.mjs <folder of packages> <site folder> <folder of Markdown pages> <queries.jsonl>…');
  process.exit(2);
}
const from = createRequire(path.resolve(packages, 'index.js'));
const zipped = (...texts) => texts.reduce((sum, text) => sum + zlib.gzipSync(text, { level: 9 }).length, 0);
const linesOf = file => fs.readFileSync(file, 'utf8').split('\n').filter(Boolean);
const queries = files.flatMap(file => linesOf(file).map(line => JSON.parse(line)));

const pages = fs.readdirSync(content, { recursive: true }).map(String)
  .filter(name => /(basic|joint|reclaimed)\/\d+\.md$/.test(name)).sort();
const items = pages.map(name => {
  const [, front, body] = /^---\n([^]*?)\n---\n([^]*)$/.exec(fs.readFileSync(path.join(content, name), 'utf8'));
  const value = key => JSON.parse((new RegExp(`^${key}: (.*)$`, 'm').exec(front) || [, '""'])[1]);
  const duties = body.replace(/^# .*\n+.*\n(\n对应.*\n)?/, '').replace(/\[(.*?)\]\(.*?\)/g, '$1')
    .replace(/^(#+|\d+\.|-) |\*\*/gm, '').trim();
  const place = [value('category'), value('departments')].flat().join(' ');
  return { id: value('id'), title: value('title'), place, duties };
});

function ours() {
  const search = load(site), read = name => fs.readFileSync(path.join(site, 'search', name));
  const towns = fs.readdirSync(path.join(site, 'search/data'), { withFileTypes: true })
    .filter(d => d.isDirectory()).map(d => d.name);
  return {
    name: 'handbook',
    first: zipped(read('search.js'), read('data/county.js'), ...towns.map(town => read(`data/${town}/titles.js`))),
    ask: q => search.search(q, { limit: 100 }).results.map(r => r.id),
  };
}

async function miniSearch() {
  const MiniSearch = from('minisearch'), { minify } = from('terser');
  const pairs = run => Array.from({ length: run.length - 1 }, (_, i) => run.substr(i, 2));
  const tokenize = text => text.toLowerCase().match(/[a-z0-9]+|[^\x00-\xff\p{P}\s]+/gu)
    ?.flatMap(run => run.length < 3 || /\w/.test(run) ? [run] : pairs(run)) || [];
  const index = new MiniSearch({
    fields: ['title', 'place', 'duties'],
    tokenize,
    searchOptions: { tokenize, boost: { title: 3 }, prefix: term => /\w/.test(term) },
  });
  index.addAll(items);
  const library = path.join(path.dirname(from.resolve('minisearch')), '../umd/index.js');
  return {
    name: 'MiniSearch',
    first: zipped((await minify(fs.readFileSync(library, 'utf8'))).code, JSON.stringify(items)),
    ask: q => index.search(q).map(r => r.id),
  };
}

async function pagefind() {
  let program;
  try {
    const own = from.resolve(`@pagefind/linux-${process.arch}/package.json`);
    program = path.join(path.dirname(own), 'bin/pagefind_extended');
  } catch {
    return null; // is made for few systems
  }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pagefind-'));
  const escape = text => text.replace(/[&<]/g, c => ({ '&': '&amp;', '<': '&lt;' })[c]);
  fs.mkdirSync(path.join(folder, 'in'));
  for (const item of items)
    fs.writeFileSync(path.join(folder, 'in', `${item.id}.html`),
      `<!doctype html><html lang="zh-CN"><title>${escape(item.title)}</title><body data-pagefind-body>` +
      `<h1>${escape(item.title)}</h1><p>${escape(item.place)}</p><p>${escape(item.duties)}</p></html>`);
  execFileSync(program, ['--site', path.join(folder, 'in'), '--output-path', path.join(folder, 'out')]);

  // Its script wants a page and a server; what it fetches is counted. Its own files are packed already.
  let bytes = 0;
  const server = http.createServer((request, response) => {
    const file = path.join(folder, 'out', new URL(request.url, 'http://x').pathname);
    if (!fs.existsSync(file)) return response.writeHead(404).end();
    const raw = fs.readFileSync(file);
    bytes += /\.(js|json)$/.test(file) ? zipped(raw) : raw.length;
    response.end(raw);
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  const address = `http://127.0.0.1:${server.address().port}/`;
  globalThis.document = { querySelector: () => ({ getAttribute: () => 'zh-CN' }), currentScript: null };
  globalThis.window = globalThis;
  globalThis.location = new URL(address);
  const { fetch } = globalThis;
  globalThis.fetch = (name, options) => fetch(new URL(name, address), options);
  const script = path.join(folder, 'out/pagefind.js'), module = await import(pathToFileURL(script));
  await module.options({ basePath: address, baseUrl: '/' });
  bytes = zipped(fs.readFileSync(script));
  const idOf = new Map(), identify = async r => {
    if (!idOf.has(r.id)) idOf.set(r.id, path.basename((await r.data()).url, '.html'));
    return idOf.get(r.id);
  };
  const { results } = await module.search('低保');
  for (const r of results.slice(0, 8)) await identify(r);
  return {
    name: 'Pagefind',
    first: bytes,
    ask: async q => Promise.all((await module.search(q)).results.slice(0, 100).map(identify)),
    typed: q => module.search(q), // without what it fetches to show
    end: () => { server.close(); module.destroy?.(); fs.rmSync(folder, { recursive: true }); },
  };
}

const gain = grade => 2 ** grade - 1;
const mean = list => list.reduce((sum, x) => sum + x, 0) / list.length;

async function measure(engine) {
  const answered = [], without = [], times = [];
  for (const { q, relevant } of queries) {
    const ids = await engine.ask(q), grades = Object.values(relevant).sort((a, b) => b - a);
    if (!grades.length) {
      without.push(ids.length ? 1 : 0);
      continue;
    }
    const place = ids.findIndex(id => relevant[id] === grades[0]);
    const worth = list =>
      list.slice(0, 10).reduce((sum, grade, i) => sum + gain(grade || 0) / Math.log2(i + 2), 0);
    const ndcg = worth(ids.map(id => relevant[id])) / worth(grades);
    answered.push({ s1: +(place === 0), s3: +(place >= 0 && place < 3), ndcg });
  }
  for (const { q } of queries) for (let n = 1; n <= q.length; n++) {
    const begin = performance.now();
    await (engine.typed || engine.ask)(q.slice(0, n));
    times.push(performance.now() - begin);
  }
  times.sort((a, b) => a - b);
  engine.end?.();
  return {
    name: engine.name,
    first: engine.first,
    s1: mean(answered.map(a => a.s1)),
    s3: mean(answered.map(a => a.s3)),
    ndcg: mean(answered.map(a => a.ndcg)),
    fh: mean(without),
    key: times[times.length >> 1],
    p95: times[Math.floor(times.length * 0.95)],
  };
}

const rows = [];
for (const make of [ours, miniSearch, pagefind]) {
  const engine = await make();
  if (engine) rows.push(await measure(engine));
}
console.log(`${items.length} items, ${queries.length} queries`);
console.log('                first B    S@1    S@3   nDCG     FH   key ms   p95 ms' +
  '   first / ours   S@1 / ours   p95 / ours');
const [own] = rows, cell = width => x => x.toFixed(2).padStart(width);
for (const r of rows)
  console.log(r.name.padEnd(12) + String(r.first).padStart(11) + [r.s1, r.s3, r.ndcg, r.fh].map(cell(7)).join('') +
    [r.key, r.p95].map(cell(9)).join('') +
    cell(15)(r.first / own.first) + cell(13)(r.s1 / own.s1) + cell(13)(r.p95 / own.p95));
process.exit(); // Pagefind leaves a timer behind
