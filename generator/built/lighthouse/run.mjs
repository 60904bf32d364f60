// run.mjs: node run.mjs SITE. Lighthouse's scores of a page of each kind, on a phone and on a desk; all must be 100.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';
import { pathToFileURL } from 'node:url';

const [site, modules] = process.argv.slice(2);
const load = name => import(pathToFileURL(join(modules, name)));
const { default: lighthouse, desktopConfig } = await load('lighthouse/core/index.js');
const { launch } = await load('chrome-launcher/dist/index.js');

const pages = [
  'index.html', 'kuiyibage/index.html', 'kuiyibage/basic/index.html', 'kuiyibage/basic/001.html',
  'kuiyibage/joint/002.html', 'kuiyibage/joint/088.html', 'kuiyibage/reclaimed/044.html',
  'kuiyibage/categories/index.html', 'kuiyibage/categories/xiangcun.html', 'kuiyibage/figures.html',
  'kuiyibage/preface.html', 'kuiyibage/book.html', 'departments/index.html', 'departments/nongyeju.html',
  'about.html', 'search.html', 'search.html?q=%E4%BD%8E%E4%BF%9D', '404.html',
];
const types = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml',
  '.json': 'application/json',
};

const server = createServer(async (request, response) => {
  const path = normalize(decodeURIComponent(new URL(request.url, 'http://x').pathname));
  try {
    const text = await readFile(join(site, path));
    response.writeHead(200, {
      'Content-Type': types[extname(path)] || 'application/octet-stream',
      'Content-Encoding': 'gzip',
      'Cache-Control': 'no-cache',
    });
    response.end(gzipSync(text));
  } catch {
    response.writeHead(404).end();
  }
}).listen(0, '127.0.0.1');
await new Promise(done => server.once('listening', done));

const root = process.getuid && process.getuid() === 0; // Chromium refuses its sandbox to root
const browser = await launch({ chromePath: process.env.HANDBOOK_BROWSER, logLevel: 'error',
  chromeFlags: ['--headless=new', '--disable-gpu', '--disable-background-networking', '--disable-component-update',
    ...root ? ['--no-sandbox'] : []] });
let short = 0;
try {
  for (const page of pages) {
    for (const [device, config] of [['phone', undefined], ['desk', desktopConfig]]) {
      const address = `http://127.0.0.1:${server.address().port}/${page}`;
      let lhr, scores;
      for (let tries = 0; tries < 3; tries++) { // a computer at other work makes a page look slow
        ({ lhr } = await lighthouse(address, {
          port: browser.port,
          logLevel: 'error',
          onlyCategories: ['performance', 'accessibility', 'best-practices', 'seo'],
        }, config));
        scores = Object.values(lhr.categories).map(c => Math.round(c.score * 100));
        if (scores.every(s => s === 100)) break;
      }
      console.log(`${page.padEnd(38)} ${device.padEnd(6)} ${scores.map(s => String(s).padStart(4)).join('')}`);
      if (scores.some(s => s < 100)) {
        short++;
        for (const category of Object.values(lhr.categories))
          for (const { id, weight } of category.auditRefs) {
            const audit = lhr.audits[id];
            if (weight && audit.score !== null && audit.score < 1)
              console.log(`    ${category.id}: ${audit.title} ${audit.displayValue || ''}`);
          }
      }
    }
  }
} finally {
  await browser.kill();
  server.close();
}
process.exit(short ? 1 : 0);
