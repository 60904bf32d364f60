// correct.js: guesses at what was meant, when something of a query stands nowhere in the list: pinyin and initials
// typed without an input method, a character that sounds like the right one, one that is wrong, missing, too many or
// swapped.

// handbook.correct(corpus, words, trusts) corrects queries of those words. trusts are how far each kind of guess is to
// be trusted.
handbook.correct = (corpus, words, trusts) => {
  'use strict';
  const [byLetters, bySound, bySoundWithin, byEdit] = trusts;
  const sounding = new Map(); // a sound → the words that have it
  let known = null;           // the words, each with how far it is trusted
  let lettered = null;        // those that are trusted, each with its pinyin and initials
  const readings = text => corpus.pinyin.twice(text) ? [0, 1] : [0];

  // learnSounds and learnLetters do their work once, and only when first needed.
  function learnSounds() {
    if (known) return;
    known = [];
    for (const [text, { absent, noise, official }] of words)
      known.push({ text, trust: absent ? 0 : noise ? 1 : official ? 3 : 2 }); // 2 is what people say
    known.sort((a, b) => b.trust - a.trust);
    for (const { text } of known)
      for (const other of readings(text)) {
        const sound = corpus.pinyin.sounds(text, other), had = sounding.get(sound);
        if (had) had.push(text); else sounding.set(sound, [text]);
      }
  }
  function learnLetters() {
    if (lettered) return;
    lettered = [];
    for (const { text, trust } of known)
      for (const other of trust < 2 ? [] : readings(text))
        lettered.push({
          text, trust, full: corpus.pinyin.letters(text, other), initials: corpus.pinyin.initials(text, other)
        });
  }

  // heard returns the texts of the list that sound so, the likeliest first: words, or what stands in titles, or in
  // duties, and what only asks where there is nothing else: tu rang is 土壤 and not 突然.
  function heard(sound) {
    const alike = sounding.get(sound) || [], found = new Set(alike.filter(word => !words.get(word).noise));
    corpus.texts.forEach((layer, n) => {
      if (found.size || sound.length < 2 + n) return;
      for (const other of [0, 1]) {
        // A character has one sound, also where JavaScript counts it as two.
        const sounds = corpus.soundsOf(layer, other), single = layer.sounds[2] = layer.sounds[2] || [...layer.text];
        for (let at = sounds.indexOf(sound); at >= 0 && found.size < 4; at = sounds.indexOf(sound, at + 1))
          found.add(single.slice(at, at + sound.length).join(''));
      }
    });
    return [...found.size ? found : alike].slice(0, 4);
  }

  // spell turns a text of sounds into queries: of words as few as may be, at most six where words sound alike.
  function spell(sound) {
    const best = [{ cost: 0, texts: [''] }];
    for (let end = 1; end <= sound.length; end++)
      for (let start = Math.max(0, end - 12); start < end; start++) {
        if (!best[start] || end - start < 2 && sound.length > 1) continue;
        const piece = sound.slice(start, end);
        const cost = best[start].cost + (sounding.has(piece) ? 1 : 1.5); // a word rather than what stands in a text
        if (best[end] && best[end].cost <= cost) continue;
        const texts = [];
        for (const word of heard(piece)) for (const head of best[start].texts) texts.push((head + ' ' + word).trim());
        if (texts.length) best[end] = { cost, texts: texts.slice(0, 6) };
      }
    return best[sound.length] ? best[sound.length].texts : [];
  }

  // fromLetters reads typed letters as syllables; else as a word's initials, its beginning, initials within it, or with
  // a slip.
  function fromLetters(typed) {
    const n = typed.length, guesses = [];
    for (const sound of corpus.pinyin.parse(typed.slice(0, 48))) if (guesses.length < 4) guesses.push(...spell(sound));
    if (guesses.length || n < 2) return guesses;
    learnLetters();
    for (const test of [
      word => word.initials === typed,
      word => n > 2 && word.full.startsWith(typed),
      word => n > 2 && word.trust > 2 && word.initials.includes(typed),
      word => n > 6 && typed[0] === word.full[0] && oneEdit(typed, word.full)
    ]) if (!guesses.length) guesses.push(...lettered.filter(test).map(word => word.text));
    return guesses.slice(0, 5);
  }

  // oneEdit says whether two texts differ by one sign that is other, more, or less, or by two that are swapped.
  function oneEdit(a, b) {
    if (Math.abs(a.length - b.length) > 1 || a === b) return false;
    let start = 0, end = 0; // how much they have alike
    while (start < a.length && a[start] === b[start]) start++;
    while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
    const one = a.slice(start, a.length - end), two = b.slice(start, b.length - end);
    return one.length < 2 && two.length < 2 || one.length === 2 && one === two[1] + two[0];
  }

  // near returns texts of the list at one edit from a run of characters. Three characters are little to go by: only
  // words of the list count then.
  function near(run) {
    const n = run.length, half = n >> 1, { text } = corpus.titles;
    const close = known.filter(word => word.trust > (n > 3 ? 1 : 2) && word.text[2] && oneEdit(run, word.text));
    const found = new Set(close.map(word => word.text));
    for (const kept of n > 3 ? [run.slice(0, half), run.slice(half)] : []) // one edit leaves one half as it was
      for (let at = text.indexOf(kept); at >= 0 && found.size < 4; at = text.indexOf(kept, at + 1))
        for (let length = n - 1; length <= n + 1; length++) {
          const candidate = text.substr(run.startsWith(kept) ? at : at + kept.length - length, length);
          if (!/[\n \ud800-\udfff]/.test(candidate) && oneEdit(run, candidate)) found.add(candidate);
        }
    return [...found].slice(0, 3);
  }

  // steps do, each in a moment even on a slow machine, what the first query with a slip would else wait for.
  const steps = [learnSounds, learnLetters];
  for (const layer of corpus.texts) for (const other of [0, 1]) steps.push(() => corpus.soundsOf(layer, other));

  // correct returns the queries that may have been meant: { text, trust, taken: [[typed, meant]…] }. stretches are what
  // analyse found, parts those of the answer as the query stands.
  function correct(text, { stretches, parts }) {
    learnSounds();
    const guesses = [], runs = parts.filter(part => part.run).map(part => part.text);
    const alike = text => heard(corpus.pinyin.sounds(text));
    function guess(typed, all, trust) {
      for (const meant of all)
        if (meant !== typed) guesses.push({
          text: text.replace(typed, ` ${meant} `).replace(/ +/g, ' ').trim(), trust,
          taken: [[typed, meant.replace(/ /g, '')]]
        });
    }
    for (const typed of text.match(/[a-z]+(?: [a-z]+)*/g) || []) {
      const letters = typed.replace(/ /g, '');
      if (typed !== letters || !corpus.has(letters)) guess(typed, fromLetters(letters), byLetters);
    }
    for (const typed of new Set([...stretches, ...runs])) {
      const n = typed.length, word = words.get(typed);
      if (n < 2 || n > 24 || /[a-z]/.test(typed) || corpus.has(typed) || word && word.absent) continue;
      // A stretch that holds words of the lexicon is not likely to be a piece of some title: 五保户 sounds like 文物保护's
      // end.
      const whole = n > 3 || runs.length === parts.length || runs.includes(typed);
      guess(typed, alike(typed).filter(meant =>
        (n > 2 || typed[0] === meant[0] || typed[1] === meant[1]) && // 期货 is no 起火
        (words.has(meant) || whole && !corpus.chance(meant))), bySound);
      if (n > 2) guess(typed, near(typed), byEdit);
      // Where the beginning or the end stands in the list, the rest alone may be wrong: 驻村|工做队.
      for (let i = 2; i < n - 2; i++)
        for (const [good, bad] of [[typed.slice(0, i), typed.slice(i)], [typed.slice(-i), typed.slice(0, -i)]])
          if (corpus.has(good) && !corpus.has(bad)) guess(bad, alike(bad), bySoundWithin);
    }
    return guesses.slice(0, 8);
  }

  return { correct, steps };
};
