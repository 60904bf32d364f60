// query.js: what a query asks for: its parts, and for each part the phrases of the list that answer it.

handbook.query = (() => {
  'use strict';
  const { fold } = handbook.packing;
  const longest = 12; // characters of a word in the lexicon

  // vocabulary(corpus) makes the words that a query is cut into: the lexicon and the names of departments and categories. An entry
  // says what a word means (phrases of the list, departments) and whether it is noise, absent, or official: a word of the list.
  function vocabulary(corpus) {
    const words = new Map(), apart = [];
    const entry = more => Object.assign({ means: [], departments: [] }, more);
    const official = entry({ official: true });

    function learn(text, e) {
      const had = words.get(text);
      words.set(text, had ? { means: had.means.concat(e.means), departments: had.departments.concat(e.departments), official: had.official || e.official } : e);
    }
    corpus.departments.forEach((d, i) => {
      const bare = d.name.replace(/^.*?县/, '');
      for (const name of new Set([d.name, bare, '县' + bare, d.name.slice(-bare.length - 1), d.short, '县' + d.short, ...d.aliases]))
        learn(fold(name), entry({ departments: [i], official: true }));
    });
    for (const c of corpus.categories) learn(fold(c.name), official);
    for (const term of corpus.terms) learn(term, official);
    corpus.entries.forEach(({ said, meant }, n) => {
      const e = entry({ means: [...corpus.means[n]] });
      for (const mean of meant) {
        if (mean[0] === '@') e.departments.push(corpus.departments.findIndex(d => d.short === mean.slice(1)));
        else e.means.push(mean);
      }
      for (const say of said) {
        if (say.includes(' ')) apart.push({ parts: say.split(' ').map(p => p.split('/')), entry: e });
        else learn(say, e);
      }
      for (const mean of e.means) if (!words.has(fold(mean))) words.set(fold(mean), official);
    });
    for (const n of corpus.noise) if (n[1]) words.set(n, entry({ noise: true }));
    for (const n of corpus.absent) words.set(n, entry({ absent: true }));
    return { words, apart, noise: corpus.noise.filter(n => !n[1]) };
  }

  // cut divides a text without spaces into the words it knows, as few and as long as may be, and what is left between them.
  function cut(text, words) {
    const best = [0], from = [], pieces = [];
    for (let end = 1; end <= text.length; end++) {
      best[end] = best[end - 1]; from[end] = end - 1;
      for (let n = 1; n <= Math.min(longest, end); n++) {
        const e = words.get(text.substr(end - n, n)), value = e && best[end - n] + Math.pow(n, e.noise ? 1.4 : 1.5);
        if (value >= best[end]) { best[end] = value; from[end] = end - n; }
      }
    }
    for (let end = text.length; end > 0; end = from[end]) {
      const piece = { text: text.slice(from[end], end), at: from[end], entry: words.get(text.slice(from[end], end)) };
      if (!piece.entry && pieces[0] && !pieces[0].entry) piece.text += pieces.shift().text;
      pieces.unshift(piece);
    }
    return pieces;
  }

  // wordsApart finds the entries whose words all stand in the text, in any order; a single character not within a longer word, for
  // 路灯 is no 路.
  function wordsApart(text, pieces, apart) {
    function place(choice) {
      for (let at = text.indexOf(choice); at >= 0; at = text.indexOf(choice, at + 1))
        if (choice[1] || !pieces.some(p => p.entry && !p.entry.noise && p.text[1] && at >= p.at && at < p.at + p.text.length)) return at;
      return -1;
    }
    const found = [], taken = [];
    for (const { parts, entry } of apart) {
      const spans = [];
      if (parts.every(choices => choices.some(choice => place(choice) >= 0 && spans.push([place(choice), choice]))))
        found.push({ entry, spans, length: spans.reduce((sum, s) => sum + s[1].length, 0) });
    }
    return found.sort((a, b) => b.length - a.length).filter(({ spans }) => {
      const fresh = spans.some(s => !taken[s[0]]);
      for (const [at, choice] of spans) taken.fill(true, at, taken.length = Math.max(taken.length, at + choice.length));
      return fresh;
    });
  }

  // wordPart is the part of a query that a word makes: itself, and what the lexicon has for it. The lexicon's first choice goes
  // before the word as it stands, for someone has thought about it.
  const wordPart = (text, length, entry) => ({
    text, length: Math.max(length, entry.absent ? 3 : 2), departments: entry.departments,
    forms: [{ phrase: text, gain: 1, titleOnly: entry.absent },
      ...entry.means.map((print, i) => ({ phrase: fold(print), print, gain: 1.06 * Math.pow(0.86, i) }))]
  });
  const runPart = text => ({ text, length: text.length, forms: [{ phrase: text, gain: 1 }], departments: [], run: true });

  // analyse cuts a folded query into parts. stretches are its pieces as typed, without what only asks: what may be mistyped.
  function analyse(query, corpus, lexicon) {
    const parts = [], stretches = [], pieces = [], covered = [];
    query.replace(/[^ ]+/g, (text, at) => {
      for (const piece of cut(text, lexicon.words)) pieces.push(Object.assign(piece, { at: at + piece.at }));
    });
    for (const { entry, spans, length } of wordsApart(query, pieces, lexicon.apart)) {
      parts.push(wordPart(spans.map(s => s[1]).join(' '), length, entry));
      for (const [at, choice] of spans) for (let i = 0; i < choice.length; i++) covered[at + i] = true;
    }
    let stretch = '', plain = true, end = 0;
    for (const piece of pieces) {
      const { text, at, entry } = piece, joined = at === end && at;
      end = at + text.length;
      if (!joined || entry && entry.noise) { stretches.push(stretch); stretch = ''; }
      if (entry && entry.noise) { plain = false; continue; }
      stretch += text;
      if (!entry) {
        const left = leftover(piece, query, covered, corpus, lexicon.noise).map(runPart);
        plain = plain && left.length === 1 && left[0].text === text;
        // The head of a compound is its end, two characters mostly: 人才公寓 asks for a flat.
        if (plain && joined && piece === pieces[pieces.length - 1] && text.length === 2) left[0].head = true;
        parts.push(...left);
      }
      else if ([...text].some((_, i) => !covered[at + i])) parts.push(wordPart(text, text.length, entry));
    }
    stretches.push(stretch);
    // A single character is a query only where nothing else was typed.
    return { parts: query[1] && parts.every(part => part.run && !part.text[1]) ? [] : parts, stretches, compound: plain && !query.includes(' ') };
  }

  // leftover is what remains of a piece without the covered characters, and without those that say nothing unless the list joins
  // them to a neighbour: 会 is noise in 会不会, not in 会费.
  function leftover(piece, query, covered, corpus, noise) {
    const kept = [...piece.text].map((c, i) => {
      const at = piece.at + i, joined = i && corpus.has(query.substr(at - 1, 2)) || i + 1 < piece.text.length && corpus.has(query.substr(at, 2));
      return covered[at] || noise.includes(c) && !joined ? ' ' : c;
    });
    return kept.join('').split(' ').filter(Boolean);
  }

  return { vocabulary, analyse, runPart };
})();
