// Asks the search of several towns what stands in a file, a line each, and writes what it answers:
//
//	诈骗 @yunxi      the box of that town's page
//	诈骗 town=yunxi  narrowed to a town
import fs from 'node:fs';
import { load } from '../rank.mjs';

const site = process.argv[2];
for (const line of fs.readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
  const [, query, how, town] = /^(.*?)(?: (@|town=)(\w+))?$/.exec(line);
  const search = load(site, how === '@' ? town : 'songxi');
  const answer = search.search(query, { [how === '@' ? 'home' : 'town']: town, limit: 20 });
  console.log(line + (answer.none ? '：没有' : ''));
  if (answer.place) console.log(`  ${answer.place.id} ${answer.place.name}`);
  for (const r of answer.results) {
    const others = r.others ? `，另有 ${r.others.count} 个：${r.others.list}-${r.others.id}` : '';
    console.log(`  ${r.town}/${r.id} ${marked(r)}｜${r.towns.join('、')}${others}`);
    if (r.line) console.log(`    ${r.line.anchor} ${marked({ title: r.line.text, marks: r.line.marks })}`);
  }
}

function marked({ title, marks }) {
  return marks.reduceRight((s, [from, to]) => `${s.slice(0, from)}[${s.slice(from, to)}]${s.slice(to)}`, title);
}
