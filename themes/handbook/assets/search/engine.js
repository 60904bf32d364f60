// engine.js: handbook.search, the search of every page. It needs packing.js, corpus.js and query.js before it;
// pinyin.js and correct.js come with slips.js when a query asks for them.
//
//   handbook.search.load(part)                 called by the data files
//   handbook.search.search(query, {list, category, department, town, home, limit})
//       → { results: [{ id, town, kind, no, towns, others, title, category, departments, own, score, line, marks,
//                       why }], total, partly, departments, place, none, nearest, missing, doubt }
//   handbook.search.wants(query, options)
//       → the files to load for a better answer, in rounds: what reads slips, what other towns have; see across.js
//   handbook.search.unpack() → whether there is more to do
//
// list is basic, joint or reclaimed; category, department and town are ids. A result's line is the duty that matched,
// as { anchor, text, marks }, or null; marks are the places of what matched, as [from, to], in the title; why says what
// words were taken for, each as { typed, mended, said }: a slip was mended, and said is what the list says for it
// (typed 新农合, said 基本医疗保险). total is how many results there are without a limit; partly says that other towns may
// have more of them. towns are the names of the towns that have the item, where the county has several; others says
// how many have it in other words, see across.js, and home is the town whose words go before those of most.
// departments are those that the query names, place the town { id, name }, whose items alone are then found. none says
// that the list has no answer; nearest is then the category that comes closest, of a town, or null. missing is null, or
// { kept, without }: no item has all words of the query; the results are those of the words kept, without the others,
// as the query has them. doubt says that there is no answer, or one that has little of the query: that words which are
// asked last, where the county has such, may know more.
// Without a query the filters alone choose. Nothing here throws,
// whatever is typed. own is who does the item, where its list and
// departments do not tell.
//
// themes/README.md explains how a query is answered, with examples.
//
// What load is given is kept until it is needed, and then unpacked. Whoever can wait calls unpack before he asks, until
// it returns false, and a slow phone can draw in between.
handbook.search = (() => {
  'use strict';
  const { fold, pairs, toChinese } = handbook.packing;
  const cap = 96;   // characters of a query that count
  const short = 40; // a longer one is not corrected

  // The weights of the ranking, all of them. A score is 0 to 1 and a little more; only the order of scores counts. A
  // cover is how much of a query an item has, 0 to 1. They were set by hand with the judged queries in
  // generator/search/testdata: evaluate.mjs says what comes of a change. How a query is cut into words is weighed in
  // query.js.
  const
    // How well an item holds a phrase.
    titleScore = (length, title, before) =>
      0.72                           // in a title: more than any number of duties
      + 0.2 * length / title         // the more of the title it is, the more the item is about it
      + 0.08 * (1 - before / title), // and the nearer to the start, where the subject mostly stands
    dutyScore = had => Math.min(
      0.45,                          // in however many duties, a title says more
      Math.max(0.33, had)            // in one: a step of the work, seldom what is asked for
      + 0.03),                       // each further one adds a little
    categoryScore = 0.3,             // in the name of its category: true of dozens of items alike
    titled = 0.6,                    // only titles and departments score more than this
    // How well it answers a department's name.
    departmentScore = before => before
      ? 0.72 - 0.02 * before         // the others help, each a little less: as good as a title that merely has the word
      : 0.95,                        // the first named leads the work
    ownWork = 0.3,                   // more for what was an office's own, before it was merged: 畜牧局, 检疫
    formerScore = 0.02,              // for each character of another name, 畜牧局, in the title: what that office did
    // What the n-th counts that the lexicon has for a word.
    worth = n =>
      1.06                           // the first goes before the word as it stands, 1: someone has thought about it
      * Math.pow(0.86, n),           // and each further is so much further from what was said
    // How heavy a part of a query is beside the others.
    lengthWeight = length =>
      2 * Math.pow(length / 2, 0.7), // what is longer says more, if not for each of its characters
    partWeight = rarity =>
      0.35                           // if all items have it: it chooses none, but was typed
      + 0.65 * rarity,               // the rarer, the more it says
    chanceWeight = 2,                // for two characters that the list has only by chance: as a word that it lacks
    // What the lexicon does not know is looked up by its pairs of neighbouring characters.
    pairWeight = rarity =>
      0.2                            // less than a part: of all pairs some are everywhere
      + 0.8 * rarity,
    pairInDuty = 0.45,               // of a pair counts as found in a duty: less than half, duties alone are no answer
    pairsScore = 0.85,               // of what the phrase as a whole would score
    pairsExtra = 0.5,                // weight of the one character that a run has more than pairs
    // Beside a word that the lexicon knows, what it does not know says less.
    besideKnown = (head, compound) => head
      ? 1.4                          // but the end of a compound is what is asked for: 人才公寓 is a flat
      : compound
      ? 0.8                          // its beginning says what kind
      : 0.33,                        // least in a sentence: 孩子生病想休学 asks for 休学
    mostTold = 1,                    // of a sentence, all that it tells beside what is known: however long the story
    clauseLeast = 0.5,               // of a clause, however little of it is known beside others
    againExtra = 0.3,                // of an item's score in a clause, where another gives it more
    wholeTells = 2,                  // times what the story as a whole says of an item, beside its best clause
    leastTold = 0.3,                 // of a clause, where none has an answer: a story tells more than one word can
    wholeExtra = score => score > 0.7 // a title that has the whole query
      ? 0.12 : 0,                    // goes before those that have its parts
    wholeDuty = length => length > 5 // and so does a duty, before titles with a small part of what is long
      ? 0.6 : 0,
    seldomAsked = (title, query) =>  // who tells of no offence asks for help:
      /[罚告举偷私乱骗冒考排退追]/.test(query) ? 0
      : /骗取|冒领|追[缴回]|执法检查|考核|排名/.test(title)
      ? 0.05                         // what goes after it comes later, and what counts how well a town did
      : title.endsWith('处罚')
      ? 0.015 : 0,                   // what punishes by a hair, where it came by a hair before
    // How much of a query an item must have to answer it.
    half = 0.5,
    mostCover = 0.75,                // of a query found in one item: it is what was meant, and nothing is corrected
    enough = (strange, cover, within, total, sentence) => strange
      ? 0.56                         // more, of a word made of two that the list never has together: 体检报告
      : sentence && cover < half     // less, of a sentence of which a word is known, but no item has half
      || cover < mostCover && (cover >= half || within > 0.8 * total)
      ? 0.3                          // or none most, but titles nearly all between them: each is shown
      : half,
    sentenceLength = 8,              // characters at least
    leastScore = 0.3,                // of the best score: what scores less is not shown
    lastCover = 0.6,                 // of a compound, for an answer by words that are asked last: more than one of two
    leastNear = 0.2,                 // of an item whose category is near to a query without an answer: in a title
    // When another reading of a query is taken, and how far each kind of correction is to be trusted.
    complete = 0.99,                 // of the query found: no other guess can be better
    moreCover = 0.05,                // is the least that speaks for changing what was typed
    briefTrust = 0.9,                // the first characters of words, 政采
    trusts = [
      0.97,                          // letters read as pinyin: they can hardly be meant otherwise
      0.95,                          // characters that sound or look the same
      0.9,                           // a piece of what was typed together that does
      0.85];                         // one character more or less, or two swapped

  const corpus = handbook.corpus();
  let answered = new Map(), last = null;
  const arrived = [];
  let query = null, correct = null, step = null, prepared = 0;

  function load(part) {
    arrived.push(part);
    prepared = 0;
  }
  function take() {
    step = step || corpus.load(arrived[0]);
    if (!step.next().done) return;
    if (arrived.shift().words) query = correct = last = null; // there are words to learn
    step = null;
    answered.clear();
  }

  // ready says whether there is enough to answer, and has the vocabulary made when it is first needed.
  function ready() {
    while (arrived.length) take();
    if (!query && corpus.items.length) query = handbook.query(corpus, worth);
    if (!correct && query && corpus.pinyin) correct = handbook.correct(corpus, query, trusts);
    return query;
  }

  // unpack does one step of what an answer needs, and says whether there is another.
  function unpack() {
    if (arrived.length) take();
    else if (!query || !correct && corpus.pinyin) ready();
    else if (correct && prepared < correct.steps.length) correct.steps[prepared++]();
    else learnLast();
    return arrived.length > 0 || corpus.items.length > 0 &&
      (!query || (correct ? prepared < correct.steps.length : !!corpus.pinyin) || lastArrived() && !last);
  }

  // askLast calls what asks, with the words that are asked last beside all others. It mends nothing: POS机 is no 泼水节.
  const lastArrived = () => !!corpus.last && !!corpus.last.more;
  function learnLast() {
    if (lastArrived() && !last) last = [handbook.query(corpus.withLast(), worth), null, new Map()];
  }
  function askLast(call) {
    learnLast();
    const swap = () => { [[query, correct, answered], last] = [last, [query, correct, answered]]; };
    swap();
    call();
    swap();
  }

  // hits says how well each item holds a phrase.
  const hits = corpus.memo(phrase => {
    const scores = new Map(), had = item => scores.get(item) || 0;
    const category = corpus.categories.findIndex(c => fold(c.name) === phrase);
    for (const item of corpus.items) if (item.category === category) scores.set(item, categoryScore);
    corpus.each(corpus.duties, phrase, ({ item }) => scores.set(item, dutyScore(had(item))));
    corpus.each(corpus.titles, phrase, ({ item, start, length }, at) => {
      scores.set(item, Math.max(titleScore(phrase.length, length, at - start), had(item)));
    });
    return scores;
  });

  // rarity is 1 for what no item has, and 0 for what all have.
  const rarity = count => 1 - Math.log(1 + count) / Math.log(1 + corpus.items.length);

  // answers says for each item how well (score) and how much (cover) it answers a part of the query, both 0 to 1.
  function answers(part) {
    const found = new Map();
    if (part.run && part.text.length === 2 && corpus.chance(part.text)) {
      part.weight = chanceWeight;
      return found;
    }
    function put(item, score, cover) {
      const had = found.get(item);
      if (!had || score > had.score) found.set(item, { score, cover: had ? Math.max(cover, had.cover) : cover });
    }
    for (const { phrase, gain, titleOnly } of part.forms)
      hits(phrase).forEach((score, item) => { if (score > titled || !titleOnly) put(item, score * gain, 1); });
    for (const d of part.departments) {
      const { name, short } = corpus.departments[d];
      const known = name.includes(part.text) || short === part.text;
      const former = known ? [] : [...part.text.replace(/[局委办部所队站]$/, '')];
      const merged = former[0] && former.length < part.text.length;
      for (const item of corpus.items) {
        const before = item.departments.indexOf(d), had = found.get(item);
        if (before >= 0)
          put(item, departmentScore(before) + (merged && had && had.score > titled ? ownWork : 0) +
            formerScore * former.filter(c => item.title.includes(c)).length, 1);
      }
    }
    part.weight = lengthWeight(part.length) * partWeight(rarity(found.size));
    if (part.run && part.length > 1) neighbours(part, put);
    return found;
  }

  // neighbours lets an item answer a run of characters by the pairs of neighbours that it has, the rare ones more. A
  // pair that stands nowhere, between two that do, is where two words meet; a character that the list does not have at
  // all counts once. Pairs of a duty are no answer yet.
  function neighbours(part, put) {
    const sums = new Map(), two = pairs(part.text), found = two.map(hits);
    let total = 0;
    found.forEach((scores, i) => {
      if (!scores.size && i && (found[i - 1].size ? found[i + 1] && found[i + 1].size : !corpus.has([...two[i]][0])))
        return;
      const weight = pairWeight(rarity(scores.size));
      total += weight;
      scores.forEach((score, item) => {
        add(sums, item, weight * score, weight * (score > titled ? 1 : pairInDuty));
      });
    });
    sums.forEach((sum, item) => {
      put(item, pairsScore * sum.score / total, sum.cover / total);
    });
    part.weight = lengthWeight(total + pairsExtra);
  }
  function add(sums, item, score, cover) {
    const sum = sums.get(item) || { item, score: 0, cover: 0 };
    sum.score += score;
    sum.cover += cover;
    sums.set(item, sum);
    return sum;
  }

  // isKnown says of a part whether its text is known: as a word of the lexicon, or because a title has it whole.
  const isKnown = part =>
    !part.run || part.length > 2 && !corpus.chance(part.text) && Math.max(...hits(part.text).values()) > titled;

  // rank scores all items for the parts of a query. query is all of it without spaces, compound says whether it was
  // typed without any and as nothing but words.
  function rank(parts, query, compound) {
    const found = parts.map(answers), told = parts.map(part => !isKnown(part)), sums = new Map();
    const tells = parts.filter((part, i) => told[i]), knows = tells.length < parts.length;
    for (const part of knows ? tells : [])
      part.weight *= besideKnown(part.head, part.length > 1 && compound && !/\d/.test(part.text));
    // What a sentence tells beside what is known counts only so much for whether there is an answer.
    const much = tells.reduce((sum, part) => sum + part.weight, 0);
    const less = knows && !compound ? Math.min(1, mostTold / much) : 1;
    let total = 0, most = 0, within = 0, cover = 0;
    parts.forEach((part, i) => {
      const weight = part.weight * (told[i] ? less : 1);
      let best = 0;
      total += part.weight;
      most += weight;
      found[i].forEach(({ score, cover }, item) => {
        add(sums, item, score * part.weight, cover * weight);
        if (score > titled) best = Math.max(best, cover);
      });
      within += best * weight;
    });
    // What a title has whole it has, however it was cut: 养老保障 is no 老保.
    const titles = hits(query);
    if (query.length > 2) titles.forEach((score, item) => {
      const had = score > titled ? score : score > categoryScore ? wholeDuty(query.length) : 0;
      const sum = had && add(sums, item, 0, 0);
      if (sum) Object.assign(sum, { score: Math.max(sum.score, had * total), cover: most });
    });
    const all = [...sums.values()];
    for (const sum of all) {
      sum.score = sum.score / total + wholeExtra(titles.get(sum.item)) - seldomAsked(sum.item.title, query);
      sum.cover /= most;
      cover = Math.max(cover, sum.cover);
    }
    inOrder(all);
    // Where the first has not most, the best of each word that is known are answers: of two needs told at once, both.
    if (cover >= half && all[0].cover < mostCover) parts.forEach((part, i) => {
      const best = told[i] ? Infinity : Math.max(titled, ...[...found[i].values()].map(({ score }) => score));
      found[i].forEach(({ score }, item) => {
        const sum = sums.get(item);
        if (score >= best) sum.cover = Math.max(sum.cover, half);
      });
    });
    const strange = compound && parts.length > 1 && !parts.some(part => part.forms[1] || part.departments.length);
    const sentence = knows && !compound && query.length >= sentenceLength && !parts.some(part => part.absent);
    const least = enough(strange, cover, within, most, sentence);
    return { parts, all, cover, enough: least, top: all.length ? all[0].score : 0, taken: [] };
  }

  // lacking is what of a query may be mistyped: what stands nowhere.
  const lacking = ({ stretches, parts }) =>
    [...new Set(stretches.concat(parts.filter(part => part.run).map(part => part.text)))]
      .filter(typed => typed[1] && !corpus.has(typed));

  function ask(text) {
    const { parts, stretches, compound } = query.analyse(text);
    const joined = text.replace(/ /g, ''), some = parts.length ? parts : [query.runPart(joined)];
    return Object.assign(rank(some, joined, compound), { stretches, compound });
  }

  // meant answers a guess; what letters may be initials of is a word for as long.
  function meant({ text, word, means, taken = [] }) {
    if (word) query.words.set(word, { means, departments: [] });
    const answer = Object.assign(ask(text), { taken });
    if (word) query.words.delete(word);
    return answer;
  }

  // understand finds the best reading of a query: as it stands, with its numbers written the other way, or, only when
  // something of it stands nowhere, corrected.
  function understand(text) {
    let answer = ask(text);
    const typed = answer.stretches;
    const better = (other, trust) => {
      if (other.cover > half && other.cover * trust > answer.cover + moreCover &&
        (answer.cover < half || other.top * trust > answer.top)) answer = other;
    };
    if (/\d/.test(text)) better(ask(text.replace(/\d+/g, toChinese)), 1);
    const briefs = [text, ...answer.parts.filter(part => part.run).map(part => part.text)];
    for (const word of /^[㐀-鿿]{2,6}$/.test(text) ? briefs : []) {
      const means = answer.cover < mostCover && word[1] && !corpus.has(word) ? corpus.abbreviated(word) : [];
      if (means.length) better(meant({ text, word, means }), briefTrust);
    }
    // A word between single characters may be cut wrongly: 养|劳保|险.
    const torn = answer.compound && answer.parts.filter(({ run, length }) => run && length < 2).length > 1;
    const slip = answer.cover < (torn ? complete : mostCover) && lacking(answer);
    if (slip && correct && text.length <= short)
      for (const guess of correct.correct(text, Object.assign({ lacking: slip }, answer)))
        if (answer.cover < complete) better(meant(guess), guess.trust);
    answer.slip = slip && slip.length > 0;
    // typed is what another town may have as it stands.
    return Object.assign(answer, { typed, sure: answer.cover });
  }

  // tell answers what is told in several clauses: each that has an answer gives its items, the n-th worth as much as
  // the n-th meaning of a word, so that those of each need come to the front; what the whole says of them is added.
  function tell(text) {
    const whole = understand(text.replace(/,/g, ' '));
    if (whole.cover >= complete) return whole;
    const clauses = text.split(',').map(answerTo), sums = new Map();
    const slip = whole.slip || clauses.some(answer => answer.slip);
    // Of several needs that known best leads: 打工 tells less than 老板 没给.
    const known = clauses.map(answer => answer.parts.reduce((sum, part) => sum + (isKnown(part) ? part.weight : 0), 0));
    const best = Math.max(...known, 1);
    const certain = [whole, ...clauses].some(({ all, enough }) => all.some(({ cover }) => cover >= enough));
    clauses.forEach((answer, c) => {
      const least = certain ? answer.enough : leastTold;
      const much = (clauseLeast + (1 - clauseLeast) * known[c] / best);
      answer.all.filter(({ cover }) => cover >= least).forEach(({ item, score }, n) => {
        const had = sums.get(item) || { score: 0, of: answer }, now = much * score * worth(n);
        const both = Math.max(now, had.score) + againExtra * Math.min(now, had.score);
        sums.set(item, { item, score: both, cover: 1, of: now > had.score ? answer : had.of });
      });
    });
    if (!sums.size) return Object.assign(whole, { slip });
    for (const { item, score } of whole.all) if (sums.has(item)) add(sums, item, wholeTells * score, 1);
    const all = inOrder([...sums.values()]), parts = [].concat(...clauses.map(answer => answer.parts));
    const { stretches, typed } = whole, sure = clauses.reduce((sum, { cover }) => sum + cover, 0) / clauses.length;
    return { parts, stretches, typed, all, cover: 1, sure, enough: half, top: all[0].score, slip };
  }
  const inOrder = all => all.sort((a, b) => b.score - a.score || a.item.index - b.item.index);

  function answerTo(text) {
    if (answered.size > 100) answered.clear();
    if (!answered.has(text)) answered.set(text, text.includes(',') ? tell(text) : understand(text));
    return answered.get(text);
  }

  // numbered returns the items that a query names by number: 12, 收回19, 配合第34项, joint-034.
  // The lists' names come with a script that may be later than this one.
  function names(said, list) {
    const [mark, word] = handbook.lists[list].split(' ');
    return new RegExp(`^((上级)?(部门)?(${mark}|${word})|${list})$`).test(said);
  }
  function numbered(text) {
    const m = /^(\D*?)(履职)?(事项)?(清单)?第?0*([\d一二三四五六七八九十百]+)[项号]?$/.exec(text.replace(/ /g, ''));
    return m ? corpus.items.filter(({ no, kind }) =>
      (no == m[5] || toChinese('' + no) === m[5]) && (!m[1] || names(m[1], kind))) : [];
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

  // phrases lists what may be marked of a part: its forms, or for a run that stands nowhere whole its pairs of
  // neighbours.
  function phrases(part) {
    return part.forms.map(f => f.phrase).concat(part.run ? pairs(part.text) : []);
  }
  const allPhrases = answer => [].concat(...answer.parts.map(phrases));

  // explain says for what words were taken, where the title does not show it.
  function explain(answer, title) {
    const steps = answer.taken.map(([typed, mended]) => ({ typed, mended }));
    for (const part of answer.parts) {
      const form = !title.includes(part.text) && part.forms.find(f => f.print && title.includes(f.phrase));
      if (!form) continue;
      const slip = steps.find(({ mended }) => mended === part.text);
      if (slip) slip.said = form.print; else steps.push({ typed: part.text, said: form.print });
    }
    return steps;
  }

  // lineFor picks the duty that shows most of what the title does not.
  function lineFor(item, answer, title) {
    const missing = answer.parts.filter(part => !part.forms.some(f => title.includes(f.phrase)));
    let best = null, most = 0;
    for (const line of missing.length ? item.lines : []) {
      // What comes first for a part shows it best.
      const text = fold(line.text), worth = missing.reduce((sum, part) => {
        const i = phrases(part).findIndex(p => text.includes(p));
        return i < 0 ? sum : sum + part.weight / (1 + i / 8);
      }, 0);
      if (worth > most) { most = worth; best = line; }
    }
    return best && { anchor: best.anchor, text: best.text, marks: spans(best.text, allPhrases(answer)) };
  }

  const department = i => corpus.departments[i];
  const { across } = corpus; // of a county with several towns: which of them have an item
  const editions = item => across ? across.editions(item) : [item];
  function result(item, score, answer, wanted) {
    const all = editions(item), title = fold(item.title);
    const own = all.find(edition => edition.town === wanted) || all[0], { id, town, kind, no } = own;
    const towns = [...new Set([own, ...all])].map(edition => edition.name).filter(Boolean);
    return {
      id, town, kind, no, towns, title: item.title,
      category: corpus.categories[item.category], departments: item.departments.map(department),
      own: item.own, score, others: across ? across.others(item) : null,
      line: answer ? lineFor(item, answer, title) : null,
      marks: answer ? spans(item.title, allPhrases(answer)) : [],
      why: answer ? explain(answer, title) : []
    };
  }

  // reduced answers those words of a query that titles have, where no item has these and the others, too: 低保审批. The
  // others are left out, but not if they say of which kind the word behind them is meant (棉花价格, 无犯罪记录证明), are what
  // is asked for and stand nowhere, behind a word of the list (社区矫正), or are known to be absent: who asks for that
  // would get an answer to something else.
  function reduced({ parts }, text) {
    const kept = parts.filter(part => isKnown(part) && !part.absent &&
      part.forms.some(({ phrase }) => Math.max(...hits(phrase).values()) > titled));
    const rest = parts.filter(part => !kept.includes(part));
    const kind = said => kept.some(part => text.includes(said + part.text));
    // 审批 may stand behind 低保, which shares 低保 with 最低生活保障; 查分 is all that is asked for behind 中考, which the list has
    // only 义务教育 for.
    // Of a county's own words, where it has many, each was chosen for this list.
    const said = kept.some(({ text, forms }) => forms[1] && (corpus.last || forms.some(({ phrase }) =>
      Math.max(...hits(phrase).values()) > titled && [...text].some(c => phrase.includes(c)))));
    const lacks = part => part.absent || part.head && !said && !corpus.has(part.text);
    if (!kept.length || !rest.length || rest.some(part => lacks(part) || kind(part.text))) return null;
    const [had, without] = [kept, rest].map(some => some.map(part => part.text));
    return Object.assign(rank(kept, had.join(''), false), { missing: { kept: had, without } });
  }

  const nearest = ({ town, category }) => Object.assign({ town }, corpus.categories[category]);
  const plain = text => fold(text).replace(/\s+/g, ' ').trim();
  // folded is a query as it is compared, with a , between clauses of more than one character.
  const folded = typed =>
    String(typed == null ? '' : typed).slice(0, cap).normalize('NFKC').split(/[,;!?。]/).map(plain).filter(Boolean)
      .filter((clause, i, all) => clause[1] || all.length < 2).join();

  const asked = (typed, o = {}) => across ? across.asked(folded(typed), o) : { text: folded(typed), o };

  function search(typed, options) {
    const empty = { results: [], total: 0, partly: false, departments: [], none: false, nearest: null, missing: null };
    if (!ready()) return empty;
    const { text, place, o } = asked(typed, options), limit = o.limit || 50;
    // Of other towns there is only what was fetched for as many results.
    const counted = total => ({ place, total, partly: !!across && total >= limit });
    const wanted = item => (!o.list || item.kind === o.list) &&
      (!o.town || editions(item).some(edition => edition.town === o.town)) &&
      (!o.category || corpus.categories[item.category].id === o.category) &&
      (!o.department || item.departments.some(d => corpus.departments[d].id === o.department));
    const once = found => across ? across.once(found, o) : found; // of several towns, a matter is one result
    if (!text) {
      if (!(o.list || o.town || o.category || o.department)) return Object.assign(empty, counted(0));
      const all = once(corpus.items.filter(wanted).map(item => ({ item, score: 0 })));
      const results = all.slice(0, limit).map(({ item }) => result(item, 0, null, o.town));
      return Object.assign(empty, { results }, counted(all.length));
    }
    // What is named by its number comes before all: no score is as high as 2.
    const numbers = numbered(text).filter(wanted).map(item => ({ item, score: 2, cover: 2 }));
    const chosen = ({ all, enough, top }) => once(numbers.concat(all.filter(({ item, score, cover }) =>
      cover >= enough && score >= leastScore * top && wanted(item) && !numbers.some(named => named.item === item))));
    let answer = answerTo(text), ranked = chosen(answer);
    const named = [].concat(...answer.parts.map(part => part.departments));
    const departments = [...new Set(named)].map(department);
    const part = !ranked.length && !departments.length && reduced(answer, text);
    if (part) ranked = chosen(answer = part);
    // The words that are asked last, where those before find nothing, or little.
    const doubt = !departments.length && !part && (!ranked.length || answer.sure < mostCover);
    if (doubt && lastArrived()) askLast(() => {
      const other = answerTo(text), found = chosen(other);
      if (found.length && (ranked.length || !other.compound || other.cover >= lastCover))
        ranked = found, answer = other;
    });
    const results = ranked.slice(0, limit).map(({ item, score, of }) => result(item, score, of || answer, o.town));
    const none = !results.length && !departments.length;
    const near = none && answer.top > leastNear ? nearest(answer.all[0].item) : null;
    const missing = !none && answer.missing || null, total = ranked.length;
    return Object.assign({ results, departments, none, nearest: near, missing, doubt }, counted(total));
  }

  function wants(typed, options) {
    if (!ready()) return [];
    const { text, o } = asked(typed, options);
    if (text && !correct && answerTo(text).slip) return ['slips.js', 'data/slips.js'];
    const files = across ? across.wants(text, answerTo, query.runPart, o) : [];
    return files.length || corpus.last !== true || !search(typed, options).doubt ? files : ['data/last.js'];
  }

  return { load, unpack, search, wants };
})();
