// across.js: handbook.across, the items of a county's other towns. The reader's phone has one town's text; of the
// others it fetches what may answer a query, and the engine then ranks it with the rest. The files come from
// generator/search/across.go. A county of one town does without this script.

// handbook.across(corpus, its tools) is what a corpus has of the other towns. The county's items are known by their
// number among those that differ; see countyItem there.
handbook.across = (corpus, tools) => {
  'use strict';
  const { unpack, numbering, itemsOf, admit, linesOf, addLines } = tools;
  const { fold, signs, sign, pairs } = handbook.packing;
  const base = signs.length - 1 >> 1; // of numbers; see appendNumber
  const reach = 7919, unnamed = '~'; // see pairReach
  const none = [];

  // What an item of another town may score, from its pairs of characters alone: an estimate of what the engine will
  // make of its text, which only chooses what to fetch.
  const inDuty = 0.4;      // of what a phrase in a title scores, which is 1
  const ofDepartment = 0.8;
  const byPairs = 0.85;    // of a run of characters in a title that need not stand together
  const byPairsInDuty = 0.3;
  const leastScore = 0.3;  // of the best: the engine would not show what scores less
  const byItsNumber = 1e3;   // an item that is named by its number comes before all
  const mostPairs = 15;    // of a run are looked up

  const enough = 0.99;     // of the query, in the words of the reader's town: no other's are looked for
  const alike = 0.05;      // of the query, which one wording has more than another, makes it no better

  let county = null; // which wordings each town has, and how they are spread over files
  const byNumber = new Map(), waiting = [], pairFiles = [], textFiles = []; // what has come of them

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
    towns({ kinds, towns, shards, texts, others, which, compared }) {
      const ends = endsOf(kinds), length = ends[ends.length - 1], matterOf = Array.from({ length }, (_, n) => n);
      const unlike = others.split(' '), instead = which.split(' ');
      // Of each matter, the wording of each town, or -1.
      const matters = matterOf.slice().map(matter => {
        const own = towns.map(() => matter), codes = numbers(instead[matter] || ''), first = matterOf.length;
        rising(unlike[matter]).forEach((town, i) => {
          const code = codes[i] || 0;
          own[town] = code ? code > 1 ? first + code - 2 : -1 : matterOf.push(matter) - 1;
        });
        return own;
      });
      county = {
        ends, matters, matterOf, perCommon: texts[0], perOther: texts[1], pairFiles: shards,
        compared: compared.split(' '),
        towns: towns.map((town, t) => {
          const had = matters.map((own, matter) => matter).filter(matter => matters[matter][t] >= 0);
          const order = town.order ? any(town.order).map(i => had[i]) : had, places = [];
          order.forEach((matter, place) => { places[matter] = place; });
          return {
            id: town.id, name: town.name, called: fold(town.name), stem: stemOf(town), order, places,
            numberOf: numbering(town), ends: endsOf(town.counts)
          };
        })
      };
    },
    pairs(part) {
      const keys = [...unpack(part.keys)], lists = part.lists.split(' '), found = new Map();
      for (let i = 0; i < keys.length; i += 2) found.set(keys[i] + keys[i + 1], [lists[i], lists[i + 1]]);
      pairFiles[part.number] = { found, departments: part.departments || {}, categories: part.categories || {} };
    },
    texts(part) {
      const first = firstOf(part.number);
      textFiles[part.number] = true;
      if (isCommon(first)) return void waiting.push(Object.assign({ first }, part));
      // Each of the others by itself: which of the common wordings are there, is not known yet.
      const [cells, shapes, changes] = [part.cells, part.shape, part.changes].map(all => all.split(' '));
      const [titles, duties] = [part.titles, part.duties].map(all => all.split('\n'));
      cells.forEach((cell, i) => waiting.push({
        first: first + i, cells: cell, titles: titles[i], own: part.own && [part.own[i]], shape: shapes[i],
        changes: changes[i], duties: duties[i]
      }));
    }
  };

  // matterOf is the matter of a wording; its number is that of the wording that most towns have.
  const matterOf = number => county.matterOf[number];
  const isCommon = number => number < county.matters.length;
  const listOf = ({ number }) => county.ends.findIndex(end => matterOf(number) < end);
  const kindOf = number => corpus.lists[listOf({ number })];
  const indexOf = id => county.towns.findIndex(town => town.id === id);
  // fileOf is the file that has the text of a wording, firstOf the first wording of a file.
  const commonFiles = () => Math.ceil(county.matters.length / county.perCommon);
  const fileOf = number => isCommon(number) ? number / county.perCommon | 0 :
    commonFiles() + ((number - county.matters.length) / county.perOther | 0);
  const firstOf = file => file < commonFiles() ? file * county.perCommon :
    county.matters.length + (file - commonFiles()) * county.perOther;

  // editions are the towns that have an item as it is, the reader's first, each with its list, number and id.
  function editions(item) {
    if (!county) return [item];
    if (item.editions) return item.editions;
    const matter = matterOf(item.number);
    item.editions = [];
    county.towns.forEach(({ id, name, places, numberOf }, t) => {
      if (county.matters[matter][t] !== item.number) return;
      const edition = Object.assign({ town: id, name }, numberOf(places[matter]));
      item.editions[id in corpus.towns ? 'unshift' : 'push'](edition);
    });
    return item.editions;
  }
  // others says how many towns have the matter of an item in other words, and which page compares them.
  function others({ number }) {
    if (!county) return null;
    const matter = matterOf(number), count = county.matters[matter].filter(own => own >= 0 && own !== number).length;
    return count ? { count, list: kindOf(number), id: county.compared[matter] } : null;
  }

  // saidOf is what of a query names a town: its name, or the beginning of it that is enough, a short one only where a
  // word ends and more than a character stands beside it. 西河低保 and 我是西河的 name 西河镇; 山东河南 does not name
  // 东河镇, and 老河口 not 老河镇.
  const stemOf = ({ name, stem }) => fold([...name].slice(0, stem || 0).join(''));
  function saidOf({ called, stem }, text) {
    if (text.includes(called)) return called;
    return stem && (stem.length > 2 ? text.includes(stem) :
      RegExp(`(^|[, 在是到去从住])${stem}($|[, 的]|..)|(^|[, ]|..)${stem}($|[, 的])`).test(text)) ? stem : '';
  }

  // asked is what a query asks for, and of which town, where it names one: 西河镇农机 is 农机, asked of 西河镇. The
  // name alone asks for no items.
  function asked(text, options) {
    const all = (county ? county.towns : none).map(town => ({ town, said: saidOf(town, text) }));
    const { town: { id, name } = {}, said } = all.reduce((a, b) => b.said.length > a.said.length ? b : a, { said: '' });
    if (!said) return { text, place: null, o: options };
    const rest = text.split(said).join().replace(/ *,[ ,]*(的[ ,]*)?/g, ',').replace(/^,|,$/g, '');
    const some = rest || options.list || options.category || options.department;
    return {
      text: rest, place: { id, name }, o: some ? Object.assign({}, options, { town: options.town || id }) : options
    };
  }

  // once leaves of what was found one wording of each matter: the chosen town's, that of the page's town, or that of
  // most towns; but another where that has more of the query.
  function once(found, { town, home }) {
    if (!county) return found;
    const groups = new Map();
    for (const one of found) {
      const matter = matterOf(one.item.number);
      groups.set(matter, (groups.get(matter) || []).concat(one));
    }
    const of = (item, id) => id && editions(item).some(edition => edition.town === id);
    const rank = ({ item }) => of(item, town) ? 2e3 : of(item, home) ? 1e3 : editions(item).length;
    const cover = one => one.cover || 0;
    return [...groups.values()].map(group => {
      const most = Math.max(...group.map(cover));
      return group.filter(one => cover(one) > most - alike).reduce((a, b) => rank(b) > rank(a) ? b : a);
    }).sort((a, b) => b.score - a.score || listOf(a.item) - listOf(b.item) || a.item.no - b.item.no ||
      a.item.number - b.item.number);
  }

  // arrived is called when something has come, in whatever order: it knows the items of the reader's town, and takes
  // in the texts for which all is there.
  function arrived() {
    if (!county) return;
    for (const item of corpus.items) if (item.number === undefined) {
      const t = indexOf(item.town);
      item.number = county.matters[county.towns[t].order[item.index - corpus.towns[item.town]]][t];
      byNumber.set(item.number, item);
    }
    for (const part of waiting.splice(0)) if (!take(part)) waiting.push(part);
  }

  // take takes in wordings: some common ones, or one of the others. What is not told of that is as the common one has
  // it, which must be there, with its duties.
  const whole = item => item && (item.fetched || corpus.items.some(other => !other.fetched && other.lines.length));
  function take(part) {
    const base = isCommon(part.first) ? null : byNumber.get(matterOf(part.first));
    if (base !== null && !whole(base)) return false;
    const items = itemsOf(part, base && [base.title]);
    const fresh = items.filter((item, i) => {
      item.number = part.first + i;
      return !byNumber.has(item.number);
    });
    for (const item of fresh) {
      Object.assign(item, { fetched: true }, editions(item)[0]);
      byNumber.set(item.number, item);
    }
    admit(fresh);
    addLines(corpus.duties, linesOf(items, part, base && linesLike(base, part)).filter(line => line.item.fetched));
    return true;
  }

  // linesLike are the lines of a wording of which only what differs from another is told; see changes.
  function linesLike({ title, lines }, { changes, duties }) {
    const plan = [], quoted = [], steps = numbers(changes);
    let at = 0, next = 0;
    for (let k = 0; k < steps.length; k += 3) {
      const [kept, dropped, added] = steps.slice(k, k + 3), from = at + kept;
      plan.push(...lines.slice(at, from));
      for (let n = 0; n < added; n++) {
        plan.push(null);
        quoted.push(n < dropped ? bare(lines[from + n]) : title);
      }
      at = from + dropped;
    }
    plan.push(...lines.slice(at));
    const own = unpack(duties, quoted).split('\n');
    return plan.map(line => line ? bare(line) : own[next++]);
  }
  // bare is a line as the files have it; see withoutEnd.
  const bare = ({ text, end }) =>
    !end ? text : text.endsWith(end) && !text.endsWith('、' + end) ? text.slice(0, -1) : text + '、';

  // lookUp looks up what a query comes to; where it lacks a file, it notes that and goes on.
  function lookUp() {
    const missing = new Set();
    function pairFile(n) {
      if (!pairFiles[n]) missing.add(`across/pairs/${n}.js`);
      return pairFiles[n];
    }
    // having is a pair's two lists of wordings, or nothing yet; the second is null where it would be nearly all. In a
    // list that is partly so, others than common wordings may be missing.
    function having(pair) {
      const [one, two] = [...pair].map(c => c.codePointAt(0));
      const file = pairFile((one * reach + two) % county.pairFiles);
      const lists = file && file.found.get(pair);
      if (!lists) return { titles: none, duties: none };
      if (typeof lists[0] === 'string') lists.forEach((packed, i) => {
        lists[i] = packed === unnamed ? null : Object.assign(rising(packed), { partly: packed.endsWith(unnamed) });
      });
      return { titles: lists[0], duties: lists[1] };
    }
    // of is the items of a department or category.
    function of(what, i) {
      const file = pairFile(i % county.pairFiles), list = file && file[what][i];
      return list ? rising(list) : none;
    }
    return { missing, having, of };
  }

  // inAll is which wordings are in every list: each has what the common one of its matter has, and more.
  function inAll(lists) {
    const sets = lists.map(list => new Set(list)), all = new Set([].concat(...lists));
    return [...all].filter(number => sets.every((set, i) =>
      set.has(number) || set.has(matterOf(number)) || lists[i].partly && !isCommon(number)));
  }

  const anywhere = ({ titles, duties }) =>
    Object.assign(titles.concat(duties), { partly: titles.partly || duties.partly });

  // estimate is how well wordings hold one part of a query.
  function estimate(part, { having, of }) {
    const best = new Map();
    function put(numbers, score) {
      for (const number of numbers) if (!(best.get(number) >= score)) best.set(number, score);
    }
    for (const { phrase, gain, titleOnly } of part.forms) {
      const two = pairs(phrase);
      if (!two.length) continue;
      // Every second tells enough, and the last.
      const lists = two.filter((pair, at) => at % 2 === 0 || at === two.length - 1).map(having);
      const some = lists.filter(({ duties }) => duties);
      if (some.length && !titleOnly) put(inAll(some.map(anywhere)), inDuty * gain);
      put(inAll(lists.map(({ titles }) => titles)), gain);
    }
    for (const d of part.departments) put(of('departments', d), ofDepartment);
    if (part.run && part.length > 2) {
      const sums = new Map(), some = pairs(part.text).slice(0, mostPairs), sum = number => sums.get(number) || 0;
      for (const pair of some) {
        const { titles, duties } = having(pair);
        for (const number of titles) sums.set(number, sum(number) + byPairs / some.length);
        for (const number of duties || none) sums.set(number, sum(number) + byPairsInDuty / some.length);
      }
      sums.forEach((score, number) => put([number], isCommon(number) ? score : score + sum(matterOf(number))));
    }
    return best;
  }

  // scoring estimates how well wordings answer a query: score is of one, and found has all that are found.
  function scoring(text, { parts, stretches, typed }, runPart, look) {
    // What the one town does not have as it was typed, another may; with a rare character of the county's, also where
    // it was taken for a slip.
    const rare = c => c > '㐀' && corpus.others.includes(c);
    const strange = typed.filter(s => [...s].some(rare) && !corpus.has(s));
    const more = new Set(stretches.concat(strange).filter(s => s.length > 1 && !parts.some(part => part.text === s)));
    const estimates = [...parts, ...[...more].map(runPart)].map(part => [estimate(part, look), part.weight || 1]);
    const named = new Set(), no = (/^\D*(\d+)\D*$/.exec(text) || [])[1];
    for (const { order, ends } of county.towns)
      ends.forEach((end, kind) => {
        const start = ends[kind - 1] || 0;
        if (no > 0 && no <= end - start) named.add(order[start + +no - 1]);
      });
    const found = new Set(named), scores = new Map();
    for (const [numbers] of estimates) numbers.forEach((_, number) => found.add(number));
    function score(number) {
      if (scores.has(number)) return scores.get(number);
      let sum = named.has(number) ? byItsNumber : 0;
      for (const [numbers, weight] of estimates)
        sum += weight * Math.max(numbers.get(number) || 0, numbers.get(matterOf(number)) || 0);
      scores.set(number, sum);
      return sum;
    }
    return { found, score };
  }

  // wants names the files that a query's answer still needs: first those of its pairs, and when these are there, of
  // texts.
  function wants(text, answerTo, runPart, { list, town, home, department, category, limit = 50 }) {
    if (!county || !(text || list || town || department || category)) return [];
    const answer = text && answerTo(text), look = lookUp();
    const { found, score } = answer ? scoring(text, answer, runPart, look) : { found: new Set(), score: () => 0 };
    const filters = [['departments', department], ['categories', category]].filter(([, id]) => id)
      .map(([what, id]) => look.of(what, corpus[what].findIndex(one => one.id === id)));
    if (look.missing.size) return [...look.missing];
    let all = [...new Set(text ? found : [...county.matters.keys()].concat(...filters))];
    for (const some of filters.map(numbers => new Set(numbers)))
      all = all.filter(number => some.has(number) || some.has(matterOf(number)));
    if (list) all = all.filter(number => kindOf(number) === list);
    if (town) {
      const t = indexOf(town), own = t < 0 ? [] : all.map(number => county.matters[matterOf(number)][t]);
      all = [...new Set(own)].filter(number => number >= 0);
    }
    all.sort((a, b) => score(b) - score(a) || a - b);
    // What the page's town has as it was asked for, is told in its words.
    const told = !answer || !home || town ? none : answer.all.filter(({ item, cover }) =>
      cover >= enough && editions(item).some(edition => edition.town === home));
    const files = new Set(), done = new Set(told.map(({ item }) => matterOf(item.number)));
    for (const number of all) {
      if (score(number) < leastScore * score(all[0])) break; // all that follow score less
      const matter = matterOf(number);
      if (done.has(matter)) continue;
      if (!limit--) break;
      done.add(matter);
      for (const one of [matter, number]) if (!byNumber.has(one) && !textFiles[fileOf(one)]) files.add(fileOf(one));
    }
    return [...files].map(file => `across/texts/${file}.js`);
  }

  return { parts, arrived, wants, editions, others, asked, once };
};
