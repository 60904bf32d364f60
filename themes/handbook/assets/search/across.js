// across.js: handbook.across, the items of a county's other towns. The reader's phone has one town's text; of the
// others it fetches what may answer a query, and the engine then ranks it with the rest. The files come from
// generator/search/across.go. A county of one town does without this script.

// handbook.across(corpus, its tools) is what a corpus has of the other towns. The county's items are known by their
// number among those that differ; see countyItem there.
handbook.across = (corpus, tools) => {
  'use strict';
  const { unpack, numbering, itemsOf, admit, linesOf, addLines } = tools;
  const { signs, sign, pairs } = handbook.packing;
  const base = signs.length - 1 >> 1; // of numbers; see appendNumber
  const reach = 7919, everywhere = '~'; // see pairReach
  const none = [];

  // What an item of another town may score, from its pairs of characters alone: an estimate of what the engine will
  // make of its text, which only chooses what to fetch.
  const inDuty = 0.4;      // of what a phrase in a title scores, which is 1
  const ofDepartment = 0.8;
  const byPairs = 0.85;    // of a run of characters in a title that need not stand together
  const byPairsInDuty = 0.3;
  const leastScore = 0.3;  // of the best: the engine would not show what scores less
  const byNumber = 1e3;    // an item that is named by its number comes before all
  const mostPairs = 15;    // of a run are looked up

  let county = null; // which items each town has, and how they are spread over files
  const pairFiles = [], textFiles = []; // what has come of them

  // The numbers that Go writes with appendNumber, appendRising and appendAny.
  function numbers(packed) {
    const out = [];
    for (let i = 0, number = 0, worth = 1; i < packed.length; i++) {
      const digit = sign(packed, i) - 1;
      number += digit % base * worth;
      worth *= base;
      if (digit < base) {
        out.push(number);
        number = 0;
        worth = 1;
      }
    }
    return out;
  }
  function rising(packed) {
    let next = 0;
    return numbers(packed).map(step => (next += step + 1) - 1);
  }
  function any(packed) {
    let next = 0;
    return numbers(packed).map(step => {
      next += step & 1 ? -(step + 1 >> 1) : step >> 1;
      return next++;
    });
  }
  // endsOf adds up how many things there are of each kind: where each kind ends among them all.
  function endsOf(counts) {
    let sum = 0;
    return counts.map(count => sum += count);
  }

  const parts = {
    towns({ kinds, towns, shards, texts }) {
      county = {
        ends: endsOf(kinds), perText: texts, pairFiles: shards,
        towns: towns.map(town => ({
          id: town.id, name: town.name, has: any(town.has), numberOf: numbering(town), ends: endsOf(town.counts)
        }))
      };
      arrived();
    },
    pairs(part) {
      const keys = [...unpack(part.keys)], lists = part.lists.split(' '), found = new Map();
      for (let i = 0; i < keys.length; i += 2) found.set(keys[i] + keys[i + 1], [lists[i], lists[i + 1]]);
      pairFiles[part.number] = { found, departments: part.departments || {}, categories: part.categories || {} };
    },
    texts(part) {
      textFiles[part.number] = true;
      const items = itemsOf(part), had = known(), fresh = items.filter((item, i) => {
        item.number = part.number * county.perText + i;
        Object.assign(item, editionsOf(item)[0]);
        return !had.has(item.number);
      });
      admit(fresh);
      addLines(corpus.duties, linesOf(items, part).filter(line => line.item.index >= 0));
    }
  };

  const kindOf = number => corpus.lists[county.ends.findIndex(end => number < end)];
  const townOf = id => county.towns.find(town => town.id === id);

  // editionsOf notes in an item the towns that have it, the reader's first, each with its list, number and id; known is
  // which of the county's items are there.
  function editionsOf(item) {
    if (!item.editions) {
      if (item.number === undefined) item.number = townOf(item.town).has[item.index - corpus.towns[item.town]];
      item.editions = [];
      for (const { id, name, has, numberOf } of county.towns) {
        const n = has.indexOf(item.number);
        if (n < 0) continue;
        item.editions[id in corpus.towns ? 'unshift' : 'push'](Object.assign({ town: id, name }, numberOf(n)));
      }
    }
    return item.editions;
  }
  const known = () => new Set(corpus.items.map(item => item.number));
  // arrived is called when the reader's town or the county has come, in whatever order.
  function arrived() {
    if (county) corpus.items.forEach(editionsOf);
  }

  // lookUp looks up what a query comes to; where it lacks a file, it notes that and goes on.
  function lookUp() {
    const missing = new Set();
    function pairFile(n) {
      if (!pairFiles[n]) missing.add(`across/pairs/${n}.js`);
      return pairFiles[n];
    }
    // having is a pair's two lists of items, or nothing yet; the second is null where it would be nearly all.
    function having(pair) {
      const [one, two] = [...pair].map(c => c.codePointAt(0));
      const file = pairFile((one * reach + two) % county.pairFiles);
      const lists = file && file.found.get(pair);
      if (!lists) return { titles: none, duties: none };
      if (typeof lists[0] === 'string') {
        lists[0] = rising(lists[0]);
        lists[1] = lists[1] === everywhere ? null : rising(lists[1]);
      }
      return { titles: lists[0], duties: lists[1] };
    }
    // of is the items of a department or category.
    function of(what, i) {
      const file = pairFile(i % county.pairFiles), list = file && file[what][i];
      return list ? rising(list) : none;
    }
    return { missing, having, of };
  }

  // among is which of two lists' items are in both; without a first list, all of the second.
  const among = (a, b) => a ? a.filter(Set.prototype.has, new Set(b)) : b;

  // estimate is how well items hold one part of a query.
  function estimate(part, { having, of }) {
    const best = new Map();
    function put(numbers, score) {
      for (const number of numbers) if (!(best.get(number) >= score)) best.set(number, score);
    }
    for (const { phrase, gain, titleOnly } of part.forms) {
      const two = pairs(phrase);
      if (!two.length) continue;
      let titled = null, found = null;
      two.forEach((pair, at) => {
        if (at % 2 && at < two.length - 1) return; // every second tells enough, and the last
        const { titles, duties } = having(pair);
        titled = among(titled, titles);
        if (duties) found = among(found, titles.concat(duties));
      });
      if (found && !titleOnly) put(found, inDuty * gain);
      put(titled, gain);
    }
    for (const d of part.departments) put(of('departments', d), ofDepartment);
    if (part.run && part.length > 2) {
      const sums = new Map(), some = pairs(part.text).slice(0, mostPairs);
      for (const pair of some) {
        const { titles, duties } = having(pair);
        for (const number of titles) sums.set(number, (sums.get(number) || 0) + byPairs / some.length);
        for (const number of duties || none) sums.set(number, (sums.get(number) || 0) + byPairsInDuty / some.length);
      }
      sums.forEach((score, number) => put([number], score));
    }
    return best;
  }

  // wants names the files that a query's answer still needs: first those of its pairs, and when these are there, of
  // texts.
  function wants(text, answerTo, runPart, { list, town, department, category, limit = 50 }) {
    if (!county || !(text || list || town || department || category)) return [];
    const { parts, stretches, typed } = text ? answerTo(text) : { parts: [], stretches: [], typed: [] };
    const look = lookUp(), scores = new Map(), score = number => scores.get(number) || 0;
    // What the one town does not have as it was typed, another may; with a rare character of the county's, also where
    // it was taken for a slip.
    const rare = c => c > '㐀' && corpus.others.includes(c);
    const strange = typed.filter(s => [...s].some(rare) && !corpus.has(s));
    const whole = new Set(stretches.concat(strange).filter(s => s.length > 1 && !parts.some(part => part.text === s)));
    for (const part of [...parts, ...[...whole].map(runPart)])
      estimate(part, look).forEach((found, number) => scores.set(number, score(number) + found * (part.weight || 1)));
    const no = (/^\D*(\d+)\D*$/.exec(text) || [])[1];
    for (const { has, ends } of county.towns)
      ends.forEach((end, kind) => {
        const start = ends[kind - 1] || 0;
        if (no > 0 && no <= end - start) scores.set(has[start + +no - 1], byNumber);
      });
    const length = county.ends[county.ends.length - 1];
    let all = text ? [...scores.keys()] : Array.from({ length }, (_, number) => number);
    for (const [what, id] of [['departments', department], ['categories', category]])
      if (id) all = among(all, look.of(what, corpus[what].findIndex(one => one.id === id)));
    if (look.missing.size) return [...look.missing];
    if (list) all = all.filter(number => kindOf(number) === list);
    if (town) all = among(all, (townOf(town) || { has: none }).has);
    all.sort((a, b) => score(b) - score(a) || a - b);
    const had = known(), files = new Set();
    for (const number of all.slice(0, limit)) {
      const n = number / county.perText | 0;
      if (score(number) < leastScore * score(all[0])) break; // all that follow score less
      if (!had.has(number) && !textFiles[n]) files.add(`across/texts/${n}.js`);
    }
    return [...files];
  }

  return { parts, arrived, wants };
};
