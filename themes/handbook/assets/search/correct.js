// correct.js: guesses at what was meant, when something of a query stands nowhere in the list: pinyin and initials typed without an
// input method, a character that sounds like the right one, one that is wrong, missing, too many or swapped.

handbook.correct = (() => {
  'use strict';

  // prepare makes the vocabulary's sounds, once and only when first needed.
  function prepare({ pinyin }, lexicon) {
    if (!lexicon || lexicon.sounds) return;
    lexicon.sounds = new Map();
    lexicon.list = [];
    for (const [text, e] of lexicon.words) lexicon.list.push({ text, trust: e.absent ? 0 : e.noise ? 1 : e.official ? 3 : 2 });
    // Words of the list before those that people say, and those before what only looks like one.
    lexicon.list.sort((a, b) => b.trust - a.trust);
    for (const { text } of lexicon.list)
      for (const other of pinyin.twice(text) ? [0, 1] : [0]) {
        const sound = pinyin.sounds(text, other), had = lexicon.sounds.get(sound);
        if (had) had.push(text); else lexicon.sounds.set(sound, [text]);
      }
  }
  function prepareLetters({ pinyin }, lexicon) {
    if (!lexicon || lexicon.letters) return;
    lexicon.letters = [];
    for (const { text, trust } of lexicon.list)
      for (const other of trust < 2 ? [] : pinyin.twice(text) ? [0, 1] : [0])
        lexicon.letters.push({ text, trust, full: pinyin.letters(text, other), initials: pinyin.initials(text, other) });
  }

  // heard returns the texts of the list that sound so, the likeliest first: words, or what stands in titles, or in duties, and what only
  // asks where there is nothing else: tu rang is 土壤 and not 突然.
  function heard(sound, corpus, lexicon) {
    const words = lexicon.sounds.get(sound) || [], found = new Set(words.filter(word => !lexicon.words.get(word).noise));
    [corpus.titles, corpus.duties].forEach((layer, n) => {
      if (found.size || sound.length < 2 + n) return;
      for (const other of [0, 1]) {
        const sounds = corpus.soundsOf(layer, other);
        for (let at = sounds.indexOf(sound); at >= 0 && found.size < 4; at = sounds.indexOf(sound, at + 1)) found.add(layer.text.substr(at, sound.length));
      }
    });
    return [...found.size ? found : words].slice(0, 4);
  }

  // spell turns a text of sounds into queries: of words as few as may be, at most six where words sound alike.
  function spell(sound, corpus, lexicon) {
    const best = [{ cost: 0, texts: [''] }];
    for (let end = 1; end <= sound.length; end++)
      for (let start = Math.max(0, end - 12); start < end; start++) {
        if (!best[start] || end - start < 2 && sound.length > 1) continue;
        const piece = sound.slice(start, end), cost = best[start].cost + (lexicon.sounds.has(piece) ? 1 : 1.5);
        if (best[end] && best[end].cost <= cost) continue;
        const texts = [];
        for (const word of heard(piece, corpus, lexicon)) for (const head of best[start].texts) texts.push((head + ' ' + word).trim());
        if (texts.length) best[end] = { cost, texts: texts.slice(0, 6) };
      }
    return best[sound.length] ? best[sound.length].texts : [];
  }

  // fromLetters reads typed letters as syllables; else as a word's initials, its beginning, initials within it, or with a slip.
  function fromLetters(typed, corpus, lexicon) {
    const n = typed.length, guesses = [];
    for (const sound of corpus.pinyin.parse(typed.slice(0, 48))) if (guesses.length < 4) guesses.push(...spell(sound, corpus, lexicon));
    if (guesses.length || n < 2) return guesses;
    prepareLetters(corpus, lexicon);
    for (const test of [
      w => w.initials === typed,
      w => n > 2 && w.full.startsWith(typed),
      w => n > 2 && w.trust > 2 && w.initials.includes(typed),
      w => n > 6 && typed[0] === w.full[0] && oneEdit(typed, w.full)
    ]) if (!guesses.length) guesses.push(...lexicon.letters.filter(test).map(w => w.text));
    return guesses.slice(0, 5);
  }

  // oneEdit says whether two texts differ by one sign that is other, more, or less, or by two that are swapped.
  function oneEdit(a, b) {
    if (Math.abs(a.length - b.length) > 1 || a === b) return false;
    let i = 0, k = 0;
    while (i < a.length && a[i] === b[i]) i++;
    while (k < Math.min(a.length, b.length) - i && a[a.length - 1 - k] === b[b.length - 1 - k]) k++;
    const x = a.slice(i, a.length - k), y = b.slice(i, b.length - k);
    return x.length < 2 && y.length < 2 || x.length === 2 && x === y[1] + y[0];
  }

  // near returns texts of the list at one edit from a run of characters. Three characters are little to go by: only words of the
  // list count then.
  function near(run, corpus, lexicon) {
    const n = run.length, half = n >> 1, { text } = corpus.titles;
    const found = new Set(lexicon.list.filter(w => w.trust > (n > 3 ? 1 : 2) && w.text[2] && oneEdit(run, w.text)).map(w => w.text));
    for (const kept of n > 3 ? [run.slice(0, half), run.slice(half)] : []) // one edit leaves one half as it was
      for (let at = text.indexOf(kept); at >= 0 && found.size < 4; at = text.indexOf(kept, at + 1))
        for (let length = n - 1; length <= n + 1; length++) {
          const candidate = text.substr(run.startsWith(kept) ? at : at + kept.length - length, length);
          if (!/[\n ]/.test(candidate) && oneEdit(run, candidate)) found.add(candidate);
        }
    return [...found].slice(0, 3);
  }

  // prepare's steps, each short even on a slow machine: what the first query with a slip would else wait for.
  const steps = (corpus, lexicon) => [
    () => prepare(corpus, lexicon()),
    () => prepareLetters(corpus, lexicon()),
    ...[0, 1].map(other => () => corpus.soundsOf(corpus.titles, other)),
    ...[0, 1].map(other => () => corpus.soundsOf(corpus.duties, other)),
  ];

  // correct returns the queries that may have been meant: { text, trust, taken: [[typed, meant]…] }. stretches are what analyse
  // found, parts those of the answer as the query stands.
  function correct(text, { stretches, parts }, corpus, lexicon) {
    prepare(corpus, lexicon);
    const guesses = [], runs = parts.filter(p => p.run).map(p => p.text);
    function guess(typed, meant, trust) {
      if (meant !== typed) guesses.push({ text: text.replace(typed, ` ${meant} `).replace(/ +/g, ' ').trim(), trust, taken: [[typed, meant.replace(/ /g, '')]] });
    }
    for (const typed of text.match(/[a-z]+(?: [a-z]+)*/g) || []) {
      const letters = typed.replace(/ /g, '');
      if (typed !== letters || !corpus.has(letters)) for (const meant of fromLetters(letters, corpus, lexicon)) guess(typed, meant, 0.97);
    }
    for (const s of new Set([...stretches, ...runs])) {
      const known = lexicon.words.get(s);
      if (s.length < 2 || s.length > 24 || /[a-z]/.test(s) || corpus.has(s) || known && known.absent) continue;
      // A stretch that holds words of the lexicon is not likely to be a piece of some title: 五保户 sounds like 文物保护's end.
      const whole = s.length > 3 || runs.length === parts.length || runs.includes(s);
      for (const meant of heard(corpus.pinyin.sounds(s), corpus, lexicon)) {
        const word = lexicon.words.has(meant), alike = s[2] || s[0] === meant[0] || s[1] === meant[1]; // 期货 is no 起火
        if (alike && (word || whole && !corpus.chance(meant))) guess(s, meant, 0.95);
      }
      if (s.length > 2) for (const meant of near(s, corpus, lexicon)) guess(s, meant, 0.85);
      // Where the beginning or the end stands in the list, the rest alone may be wrong: 驻村|工做队.
      for (let n = 2; n < s.length - 2; n++)
        for (const [good, bad] of [[s.slice(0, n), s.slice(n)], [s.slice(-n), s.slice(0, -n)]])
          if (corpus.has(good) && !corpus.has(bad)) for (const meant of heard(corpus.pinyin.sounds(bad), corpus, lexicon)) guess(bad, meant, 0.9);
    }
    return guesses.slice(0, 8);
  }
  return { correct, steps };
})();
