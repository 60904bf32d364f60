// query.js: what a query asks for: its parts, and for each part the phrases of the list that answer it.

// handbook.query(corpus, worth) knows the words that a query is cut into: the lexicon and the names of departments and
// categories. worth(n) is what the n-th counts that a word may mean.
handbook.query = (corpus, worth) => {
  'use strict';
  const { fold } = handbook.packing;
  const longest = 12; // characters of a word in the lexicon
  const compounds = 6; // of what is put together without a space: more are a sentence

  // A word's entry says what it means (phrases of the list, departments) and whether it is noise, absent, or official:
  // a word of the list. Entries whose words may stand apart are in apart; noise are the single characters of it.
  const words = new Map(), apart = [];
  const noise = corpus.noise.filter(word => !word[1]);
  function learn(word, official, means = [], departments = []) {
    const had = words.get(word) || { means: [], departments: [] };
    words.set(word, {
      means: had.means.concat(means), departments: had.departments.concat(departments),
      official: had.official || official
    });
  }
  corpus.departments.forEach((d, i) => {
    const { county } = handbook.words, at = d.name.indexOf(county);
    const bare = at < 0 ? d.name : d.name.slice(at + county.length);
    const names = [d.name, bare, county + bare, d.short, county + d.short, ...d.aliases];
    for (const name of new Set(names)) learn(fold(name), true, [], i);
  });
  for (const { name } of corpus.categories) learn(fold(name), true);
  for (const term of corpus.terms) learn(term, true);
  corpus.entries.forEach(({ said, meant }, n) => {
    const means = [...corpus.means[n] || []], departments = [];
    for (const mean of meant) {
      if (mean[0] === '@') departments.push(corpus.departments.findIndex(d => d.short === mean.slice(1)));
      else means.push(mean);
    }
    for (const say of said) {
      if (say.includes(' '))
        apart.push({ choices: say.split(' ').map(part => part.split('/')), entry: { means, departments } });
      else learn(say, false, means, departments);
    }
    for (const mean of means) if (!words.has(fold(mean))) learn(fold(mean), true);
  });
  for (const word of corpus.noise) if (word[1]) words.set(word, { noise: true });
  for (const word of corpus.absent) words.set(word, { absent: true });

  // cut divides a text without spaces into the words it knows, as few and as long as may be, and what is left between
  // them.
  function cut(text) {
    const best = [0], from = [], pieces = [];
    for (let end = 1; end <= text.length; end++) {
      best[end] = best[end - 1];
      from[end] = end - 1;
      for (let n = 1; n <= Math.min(longest, end); n++) {
        // Longer words win, and of words as long those that say something.
        const known = words.get(text.substr(end - n, n));
        const value = known && best[end - n] + Math.pow(n, known.noise ? 1.4 : 1.5);
        if (value >= best[end]) { best[end] = value; from[end] = end - n; }
      }
    }
    for (let end = text.length; end > 0; end = from[end]) {
      const word = text.slice(from[end], end), piece = { text: word, at: from[end], entry: words.get(word) };
      if (!piece.entry && pieces[0] && !pieces[0].entry) piece.text += pieces.shift().text;
      pieces.unshift(piece);
    }
    return pieces;
  }

  // wordsApart finds the entries whose words all stand in the text, in any order; a single character not within a
  // longer word, for 路灯 is no 路, but at the end of one that means the same: 大狗 is a 狗.
  function wordsApart(text, pieces) {
    const within = (at, [first]) => pieces.some(p => p.entry && !p.entry.noise && p.text[1] && at >= p.at &&
      at < p.at + p.text.length - (first && p.entry.means && p.entry.means[0] === first));
    function find(word, { means }) {
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
        if (word[1] || !within(at, means)) return at;
      return -1;
    }
    const found = [], taken = [];
    for (const { choices, entry } of apart) {
      const spans = [];
      if (choices.every(alike => alike.some(word => find(word, entry) >= 0 && spans.push([find(word, entry), word]))))
        found.push({ entry, spans, length: spans.reduce((sum, [, word]) => sum + word.length, 0) });
    }
    return found.sort((a, b) => b.length - a.length).filter(({ spans }) => {
      const fresh = spans.some(([at]) => !taken[at]);
      for (const [at, word] of spans) taken.fill(true, at, taken.length = Math.max(taken.length, at + word.length));
      return fresh;
    });
  }

  // wordPart is the part of a query that a word makes: itself, and what the lexicon has for it. runPart is one that no
  // word makes.
  const wordPart = (text, length, { means = [], departments = [], absent }) => ({
    text, length: Math.max(length, absent ? 3 : 2), departments, absent,
    forms: [{ phrase: text, gain: 1, titleOnly: absent },
      ...means.map((print, i) => ({ phrase: fold(print), print, gain: worth(i) }))]
  });
  const runPart = text => ({
    text, length: [...text].length, forms: [{ phrase: text, gain: 1 }], departments: [], run: true
  });

  // analyse cuts a folded query into parts. stretches are its pieces as typed, without what only asks: what may be
  // mistyped. compound says whether it is one word that is not the lexicon's, or several put together without a space.
  function analyse(text) {
    const parts = [], stretches = [], pieces = [], covered = [];
    text.replace(/[^ ]+/g, (stretch, start) => {
      for (const piece of cut(stretch)) pieces.push(Object.assign(piece, { at: start + piece.at }));
    });
    for (const { entry, spans, length } of wordsApart(text, pieces)) {
      parts.push(wordPart(spans.map(([, word]) => word).join(' '), length, entry));
      for (const [at, word] of spans) for (let i = 0; i < word.length; i++) covered[at + i] = true;
    }
    let stretch = '', plain = true, end = 0;
    for (const piece of pieces) {
      const { text: word, at, entry } = piece, joined = at === end && at;
      end = at + word.length;
      if (!joined || entry && entry.noise) { stretches.push(stretch); stretch = ''; }
      if (entry && entry.noise) { plain = false; continue; }
      stretch += word;
      if (!entry) {
        const left = leftover(piece, text, covered).map(runPart);
        plain = plain && left.length === 1 && left[0].text === word;
        // The head of a compound is its end, two characters mostly: 人才公寓 asks for a flat.
        if (plain && joined && piece === pieces[pieces.length - 1] && word.length === 2) left[0].head = true;
        parts.push(...left);
      }
      else if (word.split('').some((_, i) => !covered[at + i])) parts.push(wordPart(word, word.length, entry));
    }
    stretches.push(stretch);
    // A single character is a query only where nothing else was typed.
    const single = text[1] && parts.every(part => part.run && part.length < 2);
    const compound = plain && text.length <= compounds && !text.includes(' ');
    return { parts: single ? [] : parts, stretches, compound };
  }

  // leftover is what remains of a piece without the covered characters, and without those that say nothing unless the
  // list joins them to a neighbour: 会 is noise in 会不会, not in 会费.
  function leftover(piece, text, covered) {
    const kept = piece.text.split('').map((c, i) => {
      const at = piece.at + i, pair = from => corpus.has(text.substr(from, 2));
      const joined = i && pair(at - 1) || i + 1 < piece.text.length && pair(at);
      return covered[at] || noise.includes(c) && !joined ? ' ' : c;
    });
    return kept.join('').split(' ').filter(Boolean);
  }

  return { words, apart, analyse, runPart };
};
