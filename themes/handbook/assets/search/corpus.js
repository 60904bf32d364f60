// corpus.js: the loaded items and their text, and where a phrase stands in it.

handbook.corpus = () => {
  'use strict';
  const { packing } = handbook, { sign, fold } = packing;

  // A layer is many lines in one text, so that one indexOf finds a phrase in all of them.
  const layer = () => ({ text: '\n', lines: [], ways: [] });
  function addLines(layer, lines) {
    const text = fold(lines.map(line => line.text).join('\n')) + '\n';
    let start = layer.text.length;
    text.split('\n').forEach((folded, n) => {
      if (!lines[n]) return;
      Object.assign(lines[n], { start, length: folded.length });
      start += folded.length + 1;
      layer.lines.push(lines[n]);
    });
    layer.text += text;
    layer.ways = [];
  }
  function lineAt({ lines }, at) {
    let low = 0, high = lines.length - 1;
    while (low < high) {
      const middle = low + high + 1 >> 1;
      if (lines[middle].start <= at) low = middle; else high = middle - 1;
    }
    return lines[low];
  }

  // memo is a function of a text that remembers what it answered, until more has arrived.
  const memories = [];
  function memo(answer) {
    const had = new Map();
    memories.push(had);
    return text => {
      if (had.size > 2000) had.clear();
      if (!had.has(text)) had.set(text, answer(text));
      return had.get(text);
    };
  }

  const self = {
    memo, items: [], titles: layer(), duties: layer(), means: [],
    towns: {},    // each town's first item
    pinyin: null  // comes with the first slip
  };
  const texts = self.texts = [self.titles, self.duties];
  let later, unpack;
  const traps = {};

  // wordsOf reads a list of words: those of two characters stand before the first 、 without any between them.
  function wordsOf(text) {
    const [twos, ...rest] = text.split('、');
    return (twos.match(/../g) || []).concat(rest);
  }

  // learn takes words of the lexicon in: of the entries that are there, further ways of saying them.
  function* learn(part, to = self) {
    const { entries } = to, had = entries.length;
    unpack(part.words).split('\n').forEach((line, n) => {
      const [said, meant] = line.split('=');
      if (n < had) entries[n].said.push(...wordsOf(said));
      else entries.push({ said: wordsOf(said), meant: meant ? meant.split('、') : [] });
    });
    yield;
    to.terms.push(...wordsOf(unpack(part.terms)));
    const [noise, absent, ...pairs] = unpack(part.rest).split('\n');
    to.noise.push(...wordsOf(noise));
    to.absent.push(...wordsOf(absent));
    for (const [word, ...within] of pairs.map(line => line.split(/[=、]/))) traps[word] = within;
  }

  const parts = {
    *county(part) {
      unpack = packing.codebook(part);
      self.lists = part.lists.split(' ');
      self.others = part.others; // the rare characters of all towns
      const names = unpack(part.categories).split('\n'), lines = unpack(part.departments).split('\n');
      self.categories = part.categoryIDs.split(' ').map((id, i) => ({ id, name: names[i] }));
      self.departments = !lines[0] ? [] : part.departmentIDs.split(' ').map((id, i) => {
        const [name, short, ...aliases] = lines[i].split('、');
        return { id, name, short, aliases };
      });
      yield;
      self.entries = [];
      self.terms = [];
      self.noise = [];
      self.absent = [];
      self.last = part.last; // whether there is such a part
      yield* learn(part);
    },

    *slips(part) {
      self.pinyin = handbook.pinyin(part);
      if (part.words) yield* learn(part);
    },

    *last(part) {
      self.last = part;
    },

    *titles(part) {
      const first = self.items.length, numberOf = numbering(part), items = itemsOf(part);
      items.forEach((item, n) => Object.assign(item, { town: part.town }, numberOf(n)));
      yield;
      admit(items);
      const most = packing.signs.length - 2;
      let last = 0;
      part.means.split(' ').forEach((packed, n) => {
        const means = self.means[n] = self.means[n] || [];
        for (let i = 0, first = true; i < packed.length; first = false) {
          const step = sign(packed, i++) - 1;
          const title = step < most ? last + step : (sign(packed, i++) - 1) * most + sign(packed, i++) - 1;
          const mean = items[title].title.substr(sign(packed, i++) - 1, sign(packed, i++));
          if (!means.includes(mean)) means.push(mean);
          if (first) last = title;
        }
      });
      self.towns[part.town] = first;
    },

    *duties(part) {
      const lines = linesOf(self.items.slice(self.towns[part.town]), part);
      yield;
      addLines(self.duties, lines);
      if (part.words && !later) {
        const [terms, absent, ...said] = later = unpack(part.words).split('\n');
        self.terms.push(...wordsOf(terms));
        self.absent.push(...wordsOf(absent));
        said.forEach((words, n) => self.entries[n].said.push(...wordsOf(words)));
      }
    }
  };

  // withLast is the same with the words that are asked last.
  self.withLast = () => {
    const all = Object.assign(Object.create(self), {
      entries: self.entries.map(({ said, meant }) => ({ said: [...said], meant }))
    });
    for (const list of ['terms', 'noise', 'absent']) all[list] = [...self[list]];
    const unpackOwn = unpack;
    unpack = packing.codebook(self.last);
    [...learn(self.last.more, all)];
    unpack = unpackOwn;
    return all;
  };

  // numbering tells of a town's n-th item its list, number and id.
  const numbering = ({ counts, numbers }) => n => {
    let k = 0, no = n;
    while (no >= counts[k]) no -= counts[k++];
    const kind = self.lists[k];
    return { kind, no: no + 1, id: kind + '-' + ('' + (numbers ? numbers[n] : no + 1)).padStart(3, 0) };
  };

  // itemsOf unpacks items, whose titles may quote others; admit takes them in, linesOf unpacks their duties, from texts
  // where not all are told.
  function itemsOf(part, quoted) {
    const cells = part.cells.split(' ');
    return unpack(part.titles, quoted).split('\n').map((title, n) => {
      const [category, ...departments] = [...cells[n]].map(c => sign(c, 0) - 1);
      return { title, category, departments, lines: [], own: part.own && part.own[n] };
    });
  }
  function admit(items) {
    for (const item of items) item.index = self.items.push(item) - 1;
    // What stands in brackets may be left out: 河（湖）长制 is also 河长制.
    const lines = items.map(item => ({ item, text: item.title }));
    const brief = lines.filter(({ text }) => text.includes('（'))
      .map(({ item, text }) => ({ item, text: text.replace(/（[^）]*）/g, '') }));
    addLines(self.titles, lines.concat(brief));
  }
  function linesOf(items, part, texts) {
    const sides = { c: 'county-', t: 'town-', k: 'takeover-', s: 'statement-', f: 'field-' }, plan = [];
    part.shape.split(' ').forEach((shape, i) => {
      const item = items[i], blocks = {};
      shape.replace(/(.)(\d+)(h?)/g, (_, side, count, heading) => {
        const block = blocks[side] = (blocks[side] || 0) + 1;
        for (let n = heading ? 0 : 1; n <= count; n++) {
          const line = { item, anchor: sides[side] + block + '-' + (n || 1), end: n ? n < count ? '；' : '。' : '' };
          item.lines.push(line);
          plan.push(line);
        }
      });
    });
    const lines = texts || unpack(part.duties, plan.map(({ item }) => item.title)).split('\n');
    // How most duties end is left out; those that end otherwise have a 、.
    plan.forEach((line, n) => { line.text = line.end ? (lines[n] + line.end).replace(/、.$/, '') : lines[n]; });
    return plan;
  }
  if (handbook.across) {
    const again = (text, quoted) => unpack(text, quoted);
    self.across = handbook.across(self, { unpack: again, numbering, itemsOf, admit, linesOf, addLines });
    Object.assign(parts, self.across.parts);
  }

  // load takes a part as the data files hand it over, in whatever order they arrive; a part twice is a part once. It
  // does so step by step: a slow phone needs a tenth of a second for the whole.
  const loaded = new Set();
  let early = [];
  self.load = function* (part) {
    const key = [part.part, part.town, part.number].join();
    if (loaded.has(key) || !parts[part.part]) return;
    if (part.part !== 'county' && !unpack || part.part === 'duties' && !(part.town in self.towns))
      return early.push(part);
    loaded.add(key);
    yield* parts[part.part](part) || [];
    if (self.across) self.across.arrived();
    for (const had of memories) had.clear();
    const waiting = early;
    early = [];
    for (const one of waiting) yield* self.load(one);
  };

  // each calls with where a phrase stands in a layer, but for where its characters only happen to meet.
  self.each = (layer, phrase, call) => {
    const within = traps[phrase] || [];
    for (let at = layer.text.indexOf(phrase); at >= 0; at = layer.text.indexOf(phrase, at + 1))
      if (!within.some(trap => layer.text.startsWith(trap, at - trap.indexOf(phrase)))) call(lineAt(layer, at), at);
  };

  // chance says whether a phrase stands in the list only where it cuts words, which are commoner than its own beginning
  // or end: two characters on both sides, 理发 in 管理发放; more on either, 重点工 in 重点工作. times is how many times as
  // common they must be, either that one side is enough.
  const count = self.count = memo(pair => texts.reduce((sum, { text }) => sum + text.split(pair).length - 1, 0));
  self.chance = (phrase, times = 1, either = phrase.length > 2) => {
    const n = phrase.length;
    const torn = (text, at, inside) =>
      !/[\n ]/.test(text.substr(at, 2)) && count(text.substr(at, 2)) > times * count(text.substr(inside, 2));
    let seen = false;
    return texts.every(({ text }) => {
      for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) {
        seen = true;
        const left = torn(text, at - 1, at), right = torn(text, at + n - 1, at + n - 2);
        if (!(either ? left || right : left && right)) return false;
      }
      return true;
    }) && seen;
  };

  // freedom is how many neighbours a text of the list has, on the side where it has fewer. Each end of a line is one of
  // its own, and counts more.
  self.freedom = word => {
    const sides = [new Set(), new Set()];
    for (const { text } of texts)
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
        [text[at - 1], text[at + word.length]].forEach((c, i) => sides[i].add(/[\n ]/.test(c) ? c + at : c));
    return Math.min(...sides.map(side => side.size)) + 0.01 * (sides[0].size + sides[1].size);
  };

  // abbreviated finds what staff shorten to the first characters of its words, in titles, the shortest first: 政采 is
  // 政府采购.
  self.abbreviated = short => {
    const { text } = self.titles, found = new Set();
    const pattern = new RegExp([...short].join('([^ \\n和与及或的对]{0,5}?)'), 'g');
    const begins = at => /[ \n和与及的对]/.test(text[at - 1]) ||
      count(text.substr(at, 2)) >= count(text.substr(at - 1, 2));
    for (let match; (match = pattern.exec(text)); pattern.lastIndex = match.index + 1) {
      let at = match.index;
      if (begins(at) && match.slice(1).every(gap => begins(at += gap.length + 1) || !gap))
        found.add(text.slice(match.index, at + 1 + begins(at)));
    }
    return [...found].sort((a, b) => a.length - b.length).slice(0, 3);
  };

  self.has = memo(phrase => texts.some(({ text }) => text.includes(phrase)));
  // written is a layer's text in another way; see pinyin.js.
  self.written = (layer, way) => layer.ways[way] = layer.ways[way] || self.pinyin.ways[way](layer.text);
  return self;
};
