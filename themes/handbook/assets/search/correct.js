// correct.js: guesses at what was meant, when something of a query stands nowhere in the list: pinyin and initials
// typed without an input method, a character that sounds or looks like the right one, one that is missing, too many or
// swapped.

// handbook.correct(corpus, query, trusts) corrects queries of the words that query knows. trusts are how far each kind
// of guess is to be trusted.
handbook.correct = (corpus, query, trusts) => {
  'use strict';
  const { words, apart } = query;
  // What says something only beside another word, or as a single character: 坏 in 路灯 坏.
  const aside = new Set([].concat(...apart.map(({ choices }) => [].concat(...choices)))
    .concat([...words.keys()].filter(word => !word[1])));
  const [byLetters, bySound, bySoundWithin, byEdit] = trusts;
  const { ways, letters, twice, parse, misread } = corpus.pinyin;
  const sounds = 0, looks = 2, initials = 3; // ways; the one after sounds and initials has second readings
  const soundWays = [sounds, sounds + 1];
  const alike = new Map();    // a sound or a look → the words that have it
  const asking = new Set();   // the sounds of single characters that only ask: 谁, 了
  const besides = new Map();  // a sound → the words that say something beside others: 坏, 报名
  let known = null;           // the words, each with how far it is trusted
  let lettered = null;        // those that are trusted, each with its pinyin and initials
  // What each piece of what was typed as letters costs a reading of them; the least is taken.
  const
    readWord = 1,    // of the lexicon
    readText = 1.5,  // that stands in a title or a duty: it may do so by chance
    readOther = 0.4, // more, where the letters are not its own, but sound alike to many: zong for 中
    readAsks = 1,    // a character that only asks
    readAside = 2.2, // one that says something beside a word
    readNot = 2.5;   // a syllable that makes no word: more than one of two with which a word could be made
  const seldom = 5; // times as often as in a word, a character stands elsewhere
  const says = word => !words.get(word).noise && !words.get(word).absent;
  const readings = (text, way) => twice(text) ? [way, way + 1] : [way];

  // learnWords and learnLetters do their work once, and only when first needed.
  function learnWords() {
    if (known) return;
    known = [];
    for (const [text, { absent, noise, official }] of words)
      known.push({ text, trust: absent ? 0 : noise ? 1 : official ? 3 : 2 }); // 2 is what people say
    known.sort((a, b) => b.trust - a.trust);
    for (const word of corpus.noise) if (!word[1]) asking.add(ways[sounds](word));
    for (const word of aside) {
      const key = ways[sounds](word), had = besides.get(key);
      if (had) had.push(word); else besides.set(key, [word]);
    }
    for (const { text } of known)
      for (const way of [...readings(text, sounds), looks]) {
        const key = ways[way](text), had = alike.get(key);
        if (had) had.push(text); else alike.set(key, [text]);
      }
  }
  function learnLetters() {
    if (lettered) return;
    lettered = [];
    for (const { text, trust } of known)
      for (const way of trust < 2 ? [] : readings(text, initials))
        lettered.push({ text, trust, full: letters(text, way > initials), initials: ways[way](text) });
  }

  // cut returns some characters of a layer's text. In the ways in which it is written, each is one sign, also where
  // JavaScript counts it as two.
  function cut({ ways, text }, at, n) {
    ways.characters = ways.characters || [...text];
    return ways.characters.slice(at, at + n).join('');
  }

  // found returns the texts of the list that sound or look so, the likeliest first: words, or what stands in titles, or
  // in duties, and what the list lacks or what only asks where there is nothing else: tu rang is 土壤 and not 突然. fits
  // chooses among them.
  function found(key, fits = () => true) {
    const same = (alike.get(key) || []).filter(fits), all = new Set(same.filter(says));
    if (!all.size) for (const text of standing(key, [...soundWays, looks])) if (fits(text)) all.add(text);
    return [...all.size ? all : same].slice(0, 4);
  }
  function standing(key, some, either) {
    const all = new Set();
    corpus.texts.forEach((layer, n) => {
      if (all.size || key.length < 2 + n) return;
      for (const way of some) {
        const written = corpus.written(layer, way);
        for (let at = written.indexOf(key); at >= 0 && all.size < 4; at = written.indexOf(key, at + 1)) {
          const text = cut(layer, at, key.length);
          if (!n && key.length > 2 || !corpus.chance(text, 8, either)) all.add(text);
        }
      }
    });
    return [...all];
  }

  // like returns the texts of the list that are taken for a typed one. At least half of the characters are right: 期货 is
  // no 起火. What is no word of the lexicon, free, cuts no commoner ones. Of two characters, alone beside what the list
  // has not, the right one must be seen thrice and mostly in that word: 秸杆 is 秸秆, 大学 is
  // no 大雪.
  function like(typed, free, alone) {
    function fits(meant) {
      const right = [...typed].filter((c, i) => c === meant[i]);
      // Of three characters two that are a common word say nothing of the third: 权登记 is no 犬登记.
      const common = typed.length === 3 && !words.has(meant) && right.length === 2 &&
        corpus.count(right.join('')) > 4 * corpus.count(meant);
      return 2 * right.length >= typed.length && meant !== typed && !common &&
        (words.has(meant) || free && !corpus.chance(meant, typed[2] ? 4 : 1)) &&
        (typed[2] || !alone || corpus.count(meant) > Math.max(2, corpus.count(right[0]) / 2));
    }
    return [...new Set([].concat(...[sounds, looks].map(way => found(ways[way](typed), fits))))];
  }

  // read returns the texts that are read as some syllables, and what it costs to take them for these: words rather than
  // what stands in a text, what the list has rather than what it lacks, and before all what is spelt just so.
  const read = corpus.memo(syllables => {
    const [sound, ...said] = syllables.split(' '), typed = said.join('');
    const own = said => said.filter(text => spelt(text, typed));
    const same = alike.get(sound) || [], stands = standing(sound, soundWays, true);
    // Beside a word, what sounds the same and stands in the list may be meant as well: 农机 beside 农技.
    const likely = same.some(says) ? [...new Set(same.filter(says).concat(stands))] : [];
    const [texts, cost] = [
      [own(likely), readWord], [own(same), readWord], [own(besides.get(sound) || []), readWord],
      [own(stands), readText], [same.filter(says), readWord + readOther], [stands, readText + readOther],
      [same, readWord + readOther]
    ].find(([some]) => some.length) || [[], 0];
    return { texts: texts.slice(0, 4), cost };
  });

  // spell turns sounds into queries, at most six where words sound alike, of as few words as may be. What is no word of
  // the list stays as it sounds, so that it counts as much against an answer as if it were typed: 路灯 huai 了. cost tells
  // the better of two ways of reading; where less than half is read, and no word of two syllables, there is none.
  const unread = /[\u0100-\u02ff]/g; // a sound
  function spell({ sound, read: said }, gaps = []) {
    // No word lies across a typed space, unless it fills what stands on both sides.
    const n = sound.length, ends = [0], within = (from, to) => gaps.some(gap => gap > from && gap < to);
    for (const letters of said) ends.push(ends[ends.length - 1] + letters.length);
    const free = at => at && at < n && !gaps.includes(ends[at]);
    const torn = (start, end) => (free(start) || free(end)) && within(ends[start], ends[end]);
    const best = [{ cost: 0, left: 0, asks: 0, texts: [''] }];
    if (n === 1) return { cost: 0, texts: found(sound) };
    for (let end = 1; end <= n; end++)
      for (let start = Math.max(0, end - 12); start < end; start++) {
        const piece = sound.slice(start, end), { cost, left, asks, word, gap, texts } = best[start];
        function put(how, words, state) {
          const all = [].concat(...words.map(word => texts.map(head => head + word))).slice(0, 6);
          if (all.length && (!best[end] || cost + how <= best[end].cost))
            best[end] = Object.assign({ cost: cost + how, texts: all, left, asks: 0, word }, state);
        }
        const beside = (besides.get(piece) || []).filter(c => spelt(c, said[start]));
        if (end - start > 1) {
          if (torn(start, end)) continue;
          const words = read([piece, ...said.slice(start, end)].join(' '));
          put(words.cost, words.texts, { word: true });
        }
        // What only asks stands beside words: next to what is not read, it is none, either.
        else if (asking.has(piece) && !gap) put(readAsks, [' '], { asks: asks + 1 });
        else if (beside.length && !gap) put(readAside, beside, { left: left + 0.5 });
        else put(readNot, [piece], { left: left + 1 + asks, gap: true });
      }
    const { cost, left, word, texts } = best[n];
    return { cost, texts: word && 2 * left < n ? texts : [] };
  }
  const spelt = (text, typed) => [false, true].some(other => letters(text, other) === typed);

  const means = ({ text }) => words.get(text).means || [];

  // soundAlike is what several texts mean that sound alike, as if they were one word, the commoner before: min su is 民宿
  // or 民俗. One that is no word of the lexicon cuts none that is as common.
  function soundAlike(texts) {
    const same = texts.filter(text => words.has(text)
      ? says(text) && !words.get(text).departments[0] : corpus.has(text) && !corpus.chance(text, 0.99, true));
    same.sort((a, b) => corpus.count(b) - corpus.count(a));
    return same[1] ? same.concat(...same.map(text => words.has(text) ? means({ text }) : [])) : [];
  }

  // fromLetters reads typed letters as syllables; else as initials, as a word's beginning, or with a slip. It returns
  // texts, or what the letters mean as a word. Initials are those of a word of the list, of what stands in titles, or
  // of a word that people say.
  function fromLetters(typed, gaps) {
    const n = typed.length, texts = [];
    const spelled = parse(typed.slice(0, 48)).map(way => spell(way, gaps)).filter(way => way.texts.length);
    const least = Math.min(...spelled.map(way => way.cost));
    for (const way of spelled) if (way.cost === least && texts.length < 4) texts.push(...way.texts);
    const same = soundAlike(texts);
    if (same.length) return { texts: [], means: same };
    if (texts.length || n < 2) return { texts, means: [] };
    learnLetters();
    const fitting = test => lettered.filter(test).map(word => word.text).slice(0, 5);
    // A word may have an ending that says nothing new: 低保户, 低保补贴.
    const stem = n > 2 && typed.replace(/(h|bt)$/, ''), exact = ({ initials }) => initials === typed;
    const named = fitting(word => exact(word) && word.trust > 2);
    // What is shortened has most of its characters in what it means: gzf is 公租房 before 告政府. Four letters are rather
    // those of what stands in titles.
    const share = word => exact(word) / 2 + [...word.text].filter(c => means(word)[0].includes(c)).length;
    const said = lettered.filter(word => (exact(word) || word.initials === stem) && means(word)[0])
      .sort((a, b) => share(b) - share(a)).slice(0, 3).map(word => means(word)[0]);
    const met = n < 3 || named.length ? [] : fromInitials(typed);
    const meant = n < 3 || named.length ? [] : n > 3 ? met.concat(said) : said.concat(met);
    const within = new RegExp('^' + [...typed].join('.?') + '$');
    for (const find of meant.length ? [] : [
      () => named,
      () => fitting(exact),
      () => n > 3 ? fitting(word => word.trust > 2 && within.test(word.initials)) : [],
      () => n > 2 ? fitting(word => word.full.startsWith(typed)) : [],
      () => n > 6 ? fitting(word => typed[0] === word.full[0] && oneEdit(typed, word.full)) : [],
      () => n > 6 ? respelled(typed) : []
    ]) if (!texts.length) texts.push(...find());
    return { texts, means: meant };
  }

  // gapsOf says where spaces stand between typed words of several syllables, counted in letters: jiazhao kaoshi.
  function gapsOf(typed) {
    const groups = typed.split(' '), gaps = [];
    let at = 0;
    for (const group of groups) gaps.push(at += group.length);
    return groups.some(group => parse(group).every(({ sound }) => sound[1])) ? gaps : [];
  }

  // respelled returns what letters are read as that cannot be read as they stand, with one more, one less, or two
  // swapped, near the place where reading them ends: nothing but words.
  function respelled(typed) {
    const end = misread(typed), ways = new Map();
    for (let at = Math.max(1, end - 4); end >= 0 && at < Math.min(typed.length, end + 6); at++) {
      const before = typed.slice(0, at), after = typed.slice(at);
      for (const letters of [after.slice(1), (after[1] || '') + after[0] + after.slice(2),
        ...[...'abcdefghijklmnopqrstuwxyz'].map(letter => letter + after)])
        for (const way of parse(before + letters).slice(0, 2)) ways.set(way.read.join(' '), way);
    }
    const read = [...ways.values()].slice(0, 60).map(way => spell(way))
      .filter(({ texts }) => texts.length && !texts[0].includes(' ') && texts[0].search(unread) < 0);
    const least = Math.min(...read.map(({ cost }) => cost));
    return [].concat(...read.filter(({ cost }) => cost === least).map(({ texts }) => texts)).slice(0, 4);
  }

  // fromInitials returns what in titles has these initials, the likeliest word first: one whose neighbours vary most,
  // for a word stands beside many others, and what merely meets stands beside few.
  function fromInitials(typed) {
    const all = new Map();
    for (const way of [initials, initials + 1]) {
      const written = corpus.written(corpus.titles, way);
      for (let at = written.indexOf(typed); at >= 0; at = written.indexOf(typed, at + 1)) {
        const word = cut(corpus.titles, at, typed.length);
        if (all.has(word) || /[a-z\d的之和及与或等对]/.test(word)) continue;
        const likely = corpus.freedom(word) - (corpus.chance(word, 4) ? 1 : 0);
        if (likely >= 1) all.set(word, likely);
      }
    }
    return [...all].sort((a, b) => b[1] - a[1]).slice(0, 4).map(([word]) => word);
  }

  // oneEdit says whether two texts differ by one sign that is other, more, or less, or by two that are swapped.
  function oneEdit(a, b) {
    if (Math.abs(a.length - b.length) > 1 || a === b ||
      a[0] !== b[0] && a[a.length - 1] !== b[b.length - 1]) return false;
    let start = 0, end = 0; // how much they have alike
    while (start < a.length && a[start] === b[start]) start++;
    while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
    const one = a.slice(start, a.length - end), two = b.slice(start, b.length - end);
    return one.length < 2 && two.length < 2 || one.length === 2 && one === two[1] + two[0];
  }

  // near returns what of titles and words is at one edit from a run of characters: one missing, one too many within it,
  // two swapped, of two if that makes a word, or another. Few characters are little to go by. Another makes a new word,
  // 环保局 is no 医保局, so it is taken in four only if its neighbour seldom stands elsewhere, 殡藏管理 but not 出生证明 for
  // 出具证明, and in three for a word of the list. Of three, nothing cuts much commoner words.
  function near(run) {
    const n = run.length, all = new Set(), { text } = corpus.titles;
    const put = found => { if (found && !corpus.chance(found, 4)) all.add(found); };
    const swapped = run[1] + run[0];
    if (n === 2 && (words.has(swapped) ? says(swapped) : corpus.count(swapped) > 3)) all.add(swapped);
    const like = pattern => (new RegExp(pattern).exec(text) || [])[0];
    for (const { text: word, trust } of known)
      if (trust > (n > 3 ? 1 : 2) && word[2] && (n > 4 || word.length !== n) && oneEdit(run, word) &&
        (word.length >= n || word[0] === run[0] && word[n - 2] === run[n - 1])) all.add(word);
    for (let i = 0; i < n && n > 2; i++) {
      const before = run.slice(0, i), after = run.slice(i + 1);
      if (after) put(like(before + after[0] + run[i] + after.slice(1)));
      if (i) put(like(before + '[㐀-鿿]' + run[i] + after));
      if (n > 3 && i && after) put(like(before + after));
      const other = like(before + '[㐀-鿿]' + after) || '', half = other.substr(i & 2, 2);
      // What is right stands in this word alone: 控X保学.
      const sure = corpus.count(other.substr(2 - (i & 2), 2)) === corpus.count(other);
      const likely = sure || seldom * corpus.count(half) > corpus.count(run[i ^ 1]);
      if (n > 4 || (n > 3 ? likely : words.has(other))) put(other);
    }
    return [...all].slice(0, 3);
  }

  // nearWord returns what is near to a piece of a longer run: a word of the list, and none of three characters for
  // three, 天天气 is no 天然气.
  const nearWord = piece =>
    piece[2] ? near(piece).filter(text => words.has(text) && (piece[3] || text.length > 3)) : [];

  // steps do, each in a moment even on a slow machine, what the first slip would else wait for.
  const steps = [learnWords, learnLetters];
  for (const layer of corpus.texts) for (let way = 0; way < 3; way++) steps.push(() => corpus.written(layer, way));

  // correct returns the queries that may have been meant: { text, trust, taken: [[typed, meant]…] }, or, where letters
  // are initials of several words, { text, trust, word, means }: the letters as a word that may mean any of them.
  // lacking is what of the query stands nowhere, parts and stretches are those of the answer as it stands.
  function correct(text, { lacking, parts, stretches }) {
    learnWords();
    const guesses = [], runs = parts.filter(part => part.run).map(part => part.text);
    const absent = parts.some(part => part.absent); // who asks for what the list lacks made no slip
    function guess(typed, all, trust) {
      for (const meant of all)
        if (meant !== typed) guesses.push({
          text: text.replace(typed, ` ${meant} `).replace(/ +/g, ' ').trim(), trust,
          taken: [[typed, meant.replace(unread, '').replace(/ /g, '')]]
        });
    }
    for (const typed of text.match(/[a-z]+(?: [a-z]+)*/g) || []) {
      const joined = typed.replace(/ /g, '');
      // Two letters beside characters are a name: QQ密码.
      if (typed === joined && corpus.has(joined) || joined.length < 3 && typed !== text) continue;
      const { texts, means } = fromLetters(joined, gapsOf(typed));
      // Beside characters, those first that stand beside them: 指标 renwu is 任务, 人武 elsewhere.
      const stands = texts.concat(...parse(joined).slice(0, 4).map(({ sound }) => standing(sound, soundWays, true)))
        .filter(meant => corpus.has(text.replace(typed, meant).replace(/ /g, '')));
      guess(typed, text === typed ? texts : [...stands, ...texts], byLetters);
      if (means.length) guesses.push({ text: text.replace(typed, joined), trust: byLetters, word: joined, means });
    }
    for (const typed of absent ? [] : lacking) {
      const n = typed.length;
      // Two characters beside one that says nothing are no word of their own: 强险 in 交强险.
      if (n > 24 || /[a-z]/.test(typed) || n < 3 && !stretches.includes(typed)) continue;
      // A stretch that holds words of the lexicon is not likely to be a piece of some title: 五保户 sounds like 文物保护's
      // end.
      const whole = n > 3 || runs.length === parts.length || runs.includes(typed);
      guess(typed, like(typed, whole), bySound);
      guess(typed, near(typed), byEdit);
      // Of a longer run, a piece alone may be wrong: 驻村工做队. It cuts no word that is known.
      const cuts = at => parts.some(({ run, text }) => {
        const start = run ? -1 : typed.indexOf(text);
        return start >= 0 && at > start && at < start + text.length;
      });
      for (let length = Math.min(n - 1, 5); length > 1 && n > 2 && n < 13; length--)
        for (let at = 0; at + length <= n; at++) {
          const piece = typed.substr(at, length), rest = [typed.slice(0, at), typed.slice(at + length)];
          const alone = !rest.every(text => !text || text[1] && (corpus.has(text) || words.has(text)));
          if (!corpus.has(piece) && !words.has(piece) && !cuts(at) && !cuts(at + length))
            guess(piece, like(piece, whole, alone).concat(nearWord(piece)), bySoundWithin);
        }
    }
    return guesses.slice(0, 12);
  }

  return { correct, steps };
};
