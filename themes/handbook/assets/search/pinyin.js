// pinyin.js: how characters sound and look, for what is typed without an input method (zhaijidi, zjd) or with the wrong
// character (宅机地, 宅基池).

handbook.pinyin = part => {
  'use strict';
  const { sign, commonCharacters } = handbook.packing, common = commonCharacters();
  // What may follow an initial. gb2312.go has the same list.
  const finals = ('a ai an ang ao e ei en eng er i ia ian iang iao ie in ing iong iu ' +
    'o ong ou u ua uai uan uang ue ui un uo v ve').split(' ');

  // Sounds that many people do not tell apart count as one: zh/z ch/c sh/s, n/l, ang/an eng/en ing/in, ü/u.
  const blur = syllable =>
    syllable.replace(/^([zcs])h/, '$1').replace(/^n/, 'l').replace(/([aei]n)g$/, '$1').replace('v', 'u');

  // Each sound is given a unit, so that the sounds of a text can be searched like a text.
  const syllables = {}, units = {}, names = [];
  function know(letters) {
    if (syllables[letters]) return syllables[letters];
    const key = blur(letters), unit = units[key] = units[key] || String.fromCharCode(0x100 + names.length);
    return syllables[letters] = names.push({ letters, unit });
  }

  // A character's syllable in names, counted from 1. The second reading, where there is one, makes a second text of
  // sounds: 银行 is not found among the sounds of 行 as in 行政.
  const first = new Uint16Array(0x40000), second = new Uint16Array(0x40000); // all planes with Chinese characters
  const code = c => c.codePointAt(0);
  let at = 0;
  for (const group of part.syllables.split(' ')) {
    const colon = group.indexOf(':');
    for (let i = colon + 1; i < group.length; i += 2) {
      const n = know(group.slice(0, colon) + finals[sign(group, i) - 1]);
      for (let count = sign(group, i + 1); count--;) first[common.charCodeAt(at++)] = n;
    }
  }
  part.readings.replace(/([a-z ]+)([^a-z ]+)/g, (_, list, characters) => {
    const [one, two] = list.split(' ').map(know);
    for (const c of characters) {
      first[code(c)] = one;
      second[code(c)] = two || 0;
    }
  });

  // each writes all characters of a text; one without a sound stands for itself, or for its first half.
  const each = write => (text, other) => {
    let out = '';
    for (const c of text) {
      const n = other && second[code(c)] || first[code(c)];
      out += n ? write(names[n - 1]) : c[0];
    }
    return out;
  };

  // parse returns the ways of reading typed letters as syllables, each as a text of sounds and the syllables
  // themselves: xian is 西安 and 县.
  function parse(typed) {
    const ways = [], dead = {};
    (function from(i, sound, read) {
      if (i === typed.length) return ways.push({ sound, read });
      const before = ways.length;
      for (let n = 6; n && !dead[i] && ways.length < 12; n--) {
        const s = typed.substr(i, n), known = s.length === n && (syllables[s] || syllables[s.replace('u', 'v')]);
        if (!known) continue;
        const { unit, letters } = names[known - 1];
        from(i + n, sound + unit, [...read, letters]);
      }
      dead[i] = ways.length === before; // or the time would double with every letter
    })(0, '', []);
    return ways.sort((a, b) => a.sound.length - b.sound.length);
  }

  // misread is the place up to which typed letters can be read as syllables, or -1 where they can to the end, or could
  // once more is typed.
  function misread(typed) {
    const begins = [true];
    let far = 0;
    for (let i = 0; i < typed.length; i++)
      for (let n = 1; begins[i] && n < 7 && i + n <= typed.length; n++)
        if (syllables[typed.substr(i, n)]) { begins[i + n] = true; far = Math.max(far, i + n); }
    const rest = typed.slice(far);
    return Object.keys(syllables).some(letters => letters.startsWith(rest)) ? -1 : far;
  }

  // Of characters that look alike, the first stands for all.
  const likeness = {};
  for (const group of part.lookalikes.split(' ')) for (const c of group) likeness[c] = group[0];
  const looks = text => [...text].map(c => likeness[c] || c[0]).join('');

  // ways are the ways of writing a text in which it is found though it is typed otherwise, each a sign for a character:
  // its sound, its sound where it has a second, its look; and its initials, both.
  const sounds = each(s => s.unit), initials = each(s => s.letters[0]);
  return {
    ways: [sounds, text => sounds(text, true), looks, initials, text => initials(text, true)],
    letters: each(s => s.letters),
    twice: text => [...text].some(c => second[code(c)]),
    parse, misread
  };
};
