// across.js: handbook.across, the items of a county's other towns. The reader's phone has one town's text; of the
// others it fetches what may answer a query, and the engine then ranks it with the rest. The files come from
// generator/search/across.go. A county of one town does without this script.

// handbook.across(corpus, its tools) is what a corpus has of the other towns.
handbook.across = (corpus, tools) => {
  'use strict';
  const { unpack, numbering, itemsOf, admit, linesOf, addLines } = tools;
  const { signs, sign } = handbook.packing;
  const base = signs.length - 1 >> 1; // of numbers; see appendNumber
  const reach = 7919, everywhere = '~';
  const none = [];
  let county = null; // which items each town has, and how they are spread over files
  const shards = [], texts = [];

  function numbers(packed) {
    const out = [];
    for (let i = 0, n = 0, worth = 1; i < packed.length; i++) {
      const digit = sign(packed, i) - 1;
      n += digit % base * worth;
      worth *= base;
      if (digit < base) { out.push(n); n = 0; worth = 1; }
    }
    return out;
  }
  function rising(packed) {
    let next = 0;
    return numbers(packed).map(step => (next += step + 1) - 1);
  }

  const parts = {
    towns(part) {
      let entries = 0;
      const ends = part.kinds.map(n => entries += n);
      const towns = part.towns.map(town => {
        let next = 0;
        const has = Int32Array.from(numbers(town.has), n => { next += n & 1 ? -(n + 1 >> 1) : n >> 1; return next++; });
        return { id: town.id, name: town.name, has, numberOf: numbering(town), ends: town.counts.map((sum => n => sum += n)(0)) };
      });
      county = { entries, ends, towns, shards: part.shards, texts: part.texts };
      arrived();
    },
    pairs(part) {
      const keys = unpack(part.keys), lists = part.lists.split(' '), found = new Map();
      for (let i = 0; i < keys.length; i += 2) found.set(keys.substr(i, 2), [lists[i], lists[i + 1]]);
      shards[part.number] = { found, departments: part.departments || {}, categories: part.categories || {} };
    },
    texts(part) {
      texts[part.number] = true;
      const items = itemsOf(part), had = known(), fresh = items.filter((item, n) => {
        item.entry = part.number * county.texts + n;
        Object.assign(item, placed(item)[0]);
        return !had.has(item.entry);
      });
      admit(fresh);
      addLines(corpus.duties, linesOf(items, part).filter(line => line.item.index >= 0));
    }
  };

  const kinds = ['basic', 'joint', 'reclaimed'];
  const kindOf = entry => kinds[county.ends.findIndex(end => entry < end)];

  // placed notes in an item the towns that have it, the reader's first, each with its list, number and id; known is
  // which of the county's items are there.
  function placed(item) {
    if (!item.editions) {
      if (item.entry === undefined) item.entry = county.towns.find(town => town.id === item.town).has[item.index - corpus.towns[item.town]];
      item.editions = [];
      for (const { id, name, has, numberOf } of county.towns) {
        const n = has.indexOf(item.entry);
        if (n >= 0) item.editions[id in corpus.towns ? 'unshift' : 'push']({ town: id, name, ...numberOf(n) });
      }
    }
    return item.editions;
  }
  const known = () => new Set(corpus.items.map(item => item.entry));
  // arrived is called when the reader's town or the county has come, in whatever order.
  function arrived() {
    if (county) corpus.items.forEach(placed);
  }

  // search looks up what a query comes to; where it lacks a file, it notes that and goes on.
  function search() {
    const missing = new Set();
    function shard(n) {
      if (!shards[n]) missing.add(`across/pairs/${n}.js`);
      return shards[n];
    }
    // where is a pair's two lists of items, or nothing yet; the second is null where it would be nearly all.
    function where(pair) {
      const file = shard((pair.charCodeAt(0) * reach + pair.charCodeAt(1)) % county.shards), lists = file && file.found.get(pair);
      if (!lists) return { titles: none, duties: none };
      if (typeof lists[0] === 'string') {
        lists[0] = rising(lists[0]);
        lists[1] = lists[1] === everywhere ? null : rising(lists[1]);
      }
      return { titles: lists[0], duties: lists[1] };
    }
    // having is the items with a department or category.
    function having(what, i) {
      const file = shard(i % county.shards), list = file && file[what][i];
      return list ? rising(list) : none;
    }
    return { missing, where, having };
  }

  // among is which of two lists' items are in both; without a first list, all of the second.
  const among = (a, b) => a ? a.filter(Set.prototype.has, new Set(b)) : b;

  // ways is how well items hold one part of a query, by its pairs of characters: as corpus.js has it of their text, but
  // roughly.
  function ways(part, { where, having }) {
    const best = new Map(), put = (list, score) => { for (const entry of list) if (!(best.get(entry) >= score)) best.set(entry, score); };
    for (const { phrase, gain, titleOnly } of part.forms) {
      if (phrase.length < 2) continue;
      let inTitle = null, inText = null;
      for (let at = 0; at < phrase.length - 1; at += 2) {
        const { titles, duties } = where(phrase.substr(at, 2));
        inTitle = among(inTitle, titles);
        if (duties) inText = among(inText, titles.concat(duties));
        if (at + 3 === phrase.length) at--; // the last pair of an odd number
      }
      if (inText && !titleOnly) put(inText, 0.4 * gain);
      put(inTitle, gain);
    }
    for (const d of part.departments) put(having('departments', d), 0.8);
    if (part.run && part.length > 2) {
      const sums = new Map(), pairs = Math.min(part.length, 16) - 1;
      for (let at = 0; at < pairs; at++) {
        const { titles, duties } = where(part.text.substr(at, 2));
        for (const entry of titles) sums.set(entry, (sums.get(entry) || 0) + 0.85 / pairs);
        for (const entry of duties || none) sums.set(entry, (sums.get(entry) || 0) + 0.3 / pairs);
      }
      sums.forEach((score, entry) => put([entry], score));
    }
    return best;
  }

  // wants names the files that a query's answer still needs: first those of its pairs, and when these are there, of
  // texts.
  function wants(text, answerTo, runPart, { list, town, department, category, limit = 50 }) {
    if (!county || !(text || list || town || department || category)) return [];
    const { parts, stretches } = text ? answerTo(text) : { parts: [], stretches: [] }, look = search(), scores = new Map();
    // What the one town does not have as it was typed, another may.
    const typed = stretches.filter(s => s.length > 1 && !parts.some(part => part.text === s)).map(runPart);
    for (const part of [...parts, ...typed])
      ways(part, look).forEach((score, entry) => scores.set(entry, (scores.get(entry) || 0) + score * (part.weight || 1)));
    const no = (/^\D*(\d+)\D*$/.exec(text) || [])[1];
    for (const { has, ends } of county.towns)
      ends.forEach((end, k) => { if (no > 0 && no <= end - (ends[k - 1] || 0)) scores.set(has[(ends[k - 1] || 0) + +no - 1], 1e3); });
    let all = text ? [...scores.keys()] : Array.from({ length: county.entries }, (_, entry) => entry);
    for (const [what, id] of [['departments', department], ['categories', category]])
      if (id) all = among(all, look.having(what, corpus[what].findIndex(one => one.id === id)));
    if (look.missing.size) return [...look.missing];
    if (list) all = all.filter(entry => kindOf(entry) === list);
    if (town) all = among(all, (county.towns.find(({ id }) => id === town) || { has: none }).has);
    const score = entry => scores.get(entry) || 0, had = known(), files = new Set();
    all.sort((a, b) => score(b) - score(a) || a - b);
    for (const entry of all.slice(0, limit)) {
      const n = entry / county.texts | 0;
      if (score(entry) >= 0.3 * score(all[0]) && !had.has(entry) && !texts[n]) files.add(`across/texts/${n}.js`);
    }
    return [...files];
  }

  return { parts, arrived, wants };
};

// handbook.follow(fetch) returns the function that fetches, once keys rest, what other towns have to an answer:
// more(query, options, done, failed) says whether there is more to come, and calls done whenever some has. Only the
// last call counts.
handbook.follow = fetch => {
  'use strict';
  const rest = 150; // ms without a key
  let waiting = 0, turn = 0;
  return function more(query, options, done, failed) {
    clearTimeout(waiting);
    const mine = ++turn, files = handbook.search.wants(query, options);
    if (files.length) waiting = setTimeout(() => Promise.all(files.map(fetch)).then(() => { if (mine === turn) done(); }, failed), rest);
    return files.length > 0;
  };
};
