// engine.js: handbook.search, the search of every page. It needs packing.js, pinyin.js, corpus.js, query.js and correct.js before it.
//
//   handbook.search.load(part)                 called by the data files
//   handbook.search.search(query, {list, category, department, town, limit})
//       → { results: [{ id, town, kind, no, towns, title, category, departments, score, line, marks, why }],
//           departments, none, nearest }
//   handbook.search.wants(query, options) → the files to load for what other towns have to the answer, in rounds; see across.js
//   handbook.search.unpack(), handbook.search.prepare() → whether there is more to do
//
// list is basic, joint or reclaimed; category, department and town are ids. A result's line is the duty that matched, as
// { anchor, text, marks }, or null; marks are the places of what matched, as [from, to], in the title; why says what a word was
// taken for: 新农合 → 基本医疗保险. towns are the names of the towns that have the item, where the county has several. departments are
// those that the query names. none says that the list has no answer; nearest is then the category that comes closest, of a town, or null.
// Without a query the filters alone choose. Nothing here throws, whatever is typed.
//
// What load is given is kept until it is needed, and then unpacked. Whoever can wait calls unpack before he asks, until it returns
// false, and a slow phone can draw in between; prepare, in idle moments, does what the first query with a slip would else wait for.
handbook.search = (() => {
  'use strict';
  const { packing, query } = handbook, { correct, steps } = handbook.correct, { fold } = packing;
  const cap = 96;     // characters of a query that count
  const short = 40;   // a longer one is not corrected
  const half = 0.5;   // of a query's weight must be in an item for it to answer
  const corpus = handbook.corpus(), answered = new Map();
  const arrived = [];
  let lexicon = null, ahead = [], step = null;

  function load(part) {
    arrived.push(part);
    ahead = steps(corpus, ready);
  }
  function take() {
    step = step || corpus.load(arrived[0]);
    if (!step.next().done) return;
    arrived.shift();
    step = null;
    answered.clear();
  }

  // ready says whether there is enough to answer, and has the vocabulary made when it is first needed.
  function ready() {
    while (arrived.length) take();
    if (!lexicon && corpus.items.length) lexicon = query.vocabulary(corpus);
    return lexicon;
  }

  // unpack does one step of what an answer needs, and says whether there is another; prepare goes on with what the first query with
  // a slip would else wait for.
  function unpack() {
    if (arrived.length) take(); else ready();
    return arrived.length > 0 || !lexicon && corpus.items.length > 0;
  }
  function prepare() {
    if (arrived.length || !lexicon && corpus.items.length) unpack();
    else if (ahead.length) ahead.shift()();
    return arrived.length + ahead.length > 0;
  }

  const rarity = count => 1 - Math.log(1 + count) / Math.log(1 + corpus.items.length);

  // answers says for each item how well (score) and how much (cover) it answers a part of the query, both 0 to 1.
  function answers(part) {
    const found = new Map();
    if (part.run && part.length === 2 && corpus.chance(part.text)) {
      part.weight = 2;
      return found;
    }
    function put(item, score, cover) {
      const had = found.get(item);
      if (!had || score > had.score) found.set(item, { score, cover: had ? Math.max(cover, had.cover) : cover });
    }
    for (const { phrase, gain, titleOnly } of part.forms)
      corpus.hits(phrase).forEach((score, item) => { if (score > half || !titleOnly) put(item, score * gain, 1); });
    for (const d of part.departments)
      for (const item of corpus.items) {
        const place = item.departments.indexOf(d);
        if (place >= 0) put(item.index, place ? 0.72 - 0.02 * place : 0.95, 1);
      }
    part.weight = part.length * (0.35 + 0.65 * rarity(found.size));
    if (part.run && part.length > 1) neighbours(part, put);
    return found;
  }

  // neighbours lets an item answer a run of characters by the pairs of neighbours that it has, the rare ones more. A pair that stands
  // nowhere, between two that do, is where two words meet; a character that the list does not have at all counts once. Pairs of a
  // duty are no answer yet, least of all those that meet there by chance.
  function neighbours(part, put) {
    const sums = new Map(), pairs = [];
    for (let i = 0; i + 1 < part.length; i++) pairs.push(corpus.hits(part.text.substr(i, 2)));
    let total = 0;
    pairs.forEach((hits, i) => {
      if (!hits.size && i && (pairs[i - 1].size ? pairs[i + 1] && pairs[i + 1].size : !corpus.has(part.text[i]))) return;
      const weight = 0.2 + 0.8 * rarity(hits.size), chance = hits.size < 4 && corpus.chance(part.text.substr(i, 2));
      total += weight;
      hits.forEach((score, item) => add(sums, item, weight * score, weight * (score > half ? 1 : chance ? 0.25 : 0.45)));
    });
    sums.forEach((sum, item) => put(item, 0.85 * sum.score / total, sum.cover / total));
    part.weight = total + 0.5;
  }
  function add(sums, item, score, cover) {
    const sum = sums.get(item) || { item, score: 0, cover: 0 };
    sum.score += score;
    sum.cover += cover;
    sums.set(item, sum);
  }

  // rank scores all items for the parts of a query.
  function rank(parts, whole, compound) {
    const sums = new Map(), knows = parts.some(part => !part.run);
    let total = 0, within = 0, cover = 0;
    for (const part of parts) {
      const found = answers(part);
      let best = 0;
      // Beside a word that the lexicon knows, what it does not know says less, least in a sentence: 孩子生病想休学 asks for 休学.
      if (part.run && knows) part.weight *= part.head ? 1.4 : part.length > 1 && compound ? 0.6 : 0.33;
      total += part.weight;
      found.forEach((a, item) => {
        add(sums, item, a.score * part.weight, a.cover * part.weight);
        if (a.score > 0.6) best = Math.max(best, a.cover);
      });
      within += best * part.weight;
    }
    const titles = corpus.hits(whole), all = [...sums.values()];
    for (const sum of all) {
      sum.score = sum.score / total + (titles.get(sum.item) > 0.7 ? 0.12 : 0);
      sum.cover /= total;
      cover = Math.max(cover, sum.cover);
    }
    all.sort((a, b) => b.score - a.score || a.item - b.item);
    // Where no one item answers most of the query, but titles answer nearly all of it between them, each of these is worth showing.
    // But words of the list that it never has together, put together to one word, ask for something else: 体检报告.
    const strange = compound && parts.length > 1 && !parts.some(part => part.forms[1] || part.departments.length);
    const enough = strange ? 0.56 : cover < 0.75 && (cover >= half || within > 0.8 * total) ? 0.3 : half;
    return { parts, all, cover, enough, top: all.length ? all[0].score : 0, taken: [] };
  }

  function ask(text) {
    const { parts, stretches, compound } = query.analyse(text, corpus, lexicon), whole = text.replace(/ /g, '');
    return Object.assign(rank(parts.length ? parts : [query.runPart(whole)], whole, compound), { stretches });
  }

  // understand finds the best reading of a query: as it stands, with its numbers written the other way, or, only when something of it
  // stands nowhere, corrected.
  function understand(text) {
    let answer = ask(text);
    const better = (b, trust) => {
      if (b.cover > half && b.cover * trust > answer.cover + 0.05 && (answer.cover < half || b.top * trust > answer.top)) answer = b;
    };
    if (/\d/.test(text)) better(ask(text.replace(/\d+/g, packing.toChinese)), 1);
    if (answer.cover < 0.99 && text.length <= short)
      for (const guess of correct(text, answer, corpus, lexicon))
        if (answer.cover < 0.99) better(Object.assign(ask(guess.text), { taken: guess.taken }), guess.trust);
    if (answered.size > 100) answered.clear();
    answered.set(text, answer);
    return answer;
  }

  // numbered returns the items that a query names by number: 12, 收回19, 配合第34项, joint-034.
  const lists = { basic: /^(基本?|basic)$/, joint: /^(配合?|joint)$/, reclaimed: /^((上级)?(部门)?收回?|reclaimed)$/ };
  function numbered(text) {
    const m = /^(\D*?)(履职)?(事项)?(清单)?第?0*([\d一二三四五六七八九十百]+)[项号]?$/.exec(text.replace(/ /g, ''));
    return m ? corpus.items.filter(item => (item.no == m[5] || packing.toChinese('' + item.no) === m[5]) && (!m[1] || lists[item.kind].test(m[1]))) : [];
  }

  // spans finds where phrases stand in a text that is not folded.
  function spans(text, phrases) {
    const folded = fold(text), marked = [], found = [];
    for (const phrase of phrases)
      for (let at = folded.indexOf(phrase); at >= 0; at = folded.indexOf(phrase, at + 1))
        for (let i = 0; i < phrase.length; i++) marked[at + i] = 1;
    let n = 0, open = null;
    for (let i = 0; i < text.length; i++) {
      if (!fold(text[i])) continue;
      if (!marked[n++]) open = null;
      else if (open) open[1] = i + 1;
      else found.push(open = [i, i + 1]);
    }
    return found;
  }

  // phrases lists what may be marked of a part: its forms, or for a run that stands nowhere whole its pairs of neighbours.
  function phrases(part) {
    const list = part.forms.map(f => f.phrase);
    for (let i = 0; part.run && i + 2 < part.length + 1; i++) list.push(part.text.substr(i, 2));
    return list;
  }
  const allPhrases = answer => [].concat(...answer.parts.map(phrases));

  // explain says for what words were taken, where the title does not show it.
  function explain(answer, title) {
    const steps = answer.taken.map(step => [...step]);
    for (const part of answer.parts) {
      const form = !title.includes(part.text) && part.forms.find(f => f.print && title.includes(f.phrase));
      if (!form) continue;
      const before = steps.find(step => step[step.length - 1] === part.text);
      if (before) before.push(form.print); else steps.push([part.text, form.print]);
    }
    return steps.map(step => step.join(' → ')).join('，');
  }

  // lineFor picks the duty that shows most of what the title does not.
  function lineFor(item, answer, title) {
    const missing = answer.parts.filter(part => !part.forms.some(f => title.includes(f.phrase)));
    let best = null, most = 0;
    for (const line of missing.length ? item.lines : []) {
      const text = fold(line.text), worth = missing.reduce((sum, part) => {
        const i = phrases(part).findIndex(p => text.includes(p));
        return i < 0 ? sum : sum + part.weight / (1 + i / 8);
      }, 0);
      if (worth > most) { most = worth; best = line; }
    }
    return best && { anchor: best.anchor, text: best.text, marks: spans(best.text, allPhrases(answer)) };
  }

  const department = i => corpus.departments[i];
  const placesOf = item => item.places || [item]; // of a county with several towns, see across.js
  function result(item, score, answer, wanted) {
    const places = placesOf(item), title = fold(item.title);
    const { id, town, kind, no } = places.find(place => place.town === wanted) || places[0];
    return { id, town, kind, no, towns: places.map(place => place.name).filter(Boolean), title: item.title, category: corpus.categories[item.category], departments: item.departments.map(department), score,
      line: answer ? lineFor(item, answer, title) : null, marks: answer ? spans(item.title, allPhrases(answer)) : [], why: answer ? explain(answer, title) : '' };
  }

  const nearest = ({ town, category }) => Object.assign({ town }, corpus.categories[category]);
  const answerTo = text => answered.get(text) || understand(text);
  const folded = typed => fold(String(typed == null ? '' : typed).slice(0, cap).normalize('NFKC')).replace(/\s+/g, ' ').trim();

  function search(typed, options) {
    const o = options || {}, limit = o.limit || 50, empty = { results: [], departments: [], none: false, nearest: null };
    if (!ready()) return empty;
    const text = folded(typed);
    const wanted = item => (!o.list || item.kind === o.list) && (!o.town || placesOf(item).some(place => place.town === o.town)) &&
      (!o.category || corpus.categories[item.category].id === o.category) &&
      (!o.department || item.departments.some(d => corpus.departments[d].id === o.department));
    if (!text) return o.list || o.town || o.category || o.department ?
      Object.assign(empty, { results: corpus.items.filter(wanted).slice(0, limit).map(item => result(item, 0, null, o.town)) }) : empty;

    const answer = answerTo(text), numbers = numbered(text).filter(wanted);
    const ranked = answer.all.filter(a => a.cover >= answer.enough && a.score >= 0.3 * answer.top && wanted(corpus.items[a.item]) && !numbers.includes(corpus.items[a.item]));
    const results = [...numbers.map(item => result(item, 2, null, o.town)),
      ...ranked.slice(0, limit).map(a => result(corpus.items[a.item], a.score, answer, o.town))].slice(0, limit);
    const departments = [...new Set([].concat(...answer.parts.map(part => part.departments)))].map(department);
    const none = !results.length && !departments.length;
    return { results, departments, none, nearest: none && answer.all.length ? nearest(corpus.items[answer.all[0].item]) : null };
  }

  const wants = (typed, options) => ready() && corpus.across ? corpus.across.wants(folded(typed), answerTo, options || {}) : [];

  return { load, unpack, prepare, search, wants };
})();
