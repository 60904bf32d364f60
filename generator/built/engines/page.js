// page.js: what the tests ask of a page, in whatever engine it stands. A function in brackets: the driver calls it
// with the name of a question and what belongs to it. Only ES2017, and nothing that has to be waited for.
((question, given) => {
  'use strict';
  const least = 12; // px between the text and the window's edge
  const unread = '.hb-skip, select, script, noscript, svg title, svg desc, '
    + 'details:not([open]) > :not(summary)';
  const root = document.documentElement;
  const all = selector => [...document.querySelectorAll(selector)];
  const px = n => `${Math.round(n * 10) / 10} px`;
  const quote = text => `“${text.trim().replace(/\s+/g, ' ').slice(0, 24)}”`;
  const tag = element => `<${element.tagName.toLowerCase()} class="${element.className}">`;
  const seen = element => element.getClientRects().length > 0 && getComputedStyle(element).visibility === 'visible';

  // words are the pieces of text that a reader sees, with their places in the window. What is only for those who hear
  // the page is not among them, nor the skip link, which has a rule of its own.
  function words() {
    const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange(), clipped = new Map();
    const hidden = element => {
      if (!clipped.has(element)) {
        const { clipPath, position, clip } = getComputedStyle(element);
        const here = position === 'absolute' && (/^inset\(50%/.test(clipPath) || /^rect/.test(clip));
        clipped.set(element, here || element !== document.body && hidden(element.parentNode));
      }
      return clipped.get(element);
    };
    while (walk.nextNode()) {
      const node = walk.currentNode, parent = node.parentNode;
      if (!node.data.trim() || parent.closest(unread)) continue;
      const style = getComputedStyle(parent);
      if (style.visibility !== 'visible' || style.opacity === '0' || hidden(parent)) continue;
      range.selectNodeContents(node);
      for (const box of range.getClientRects())
        if (box.width > 1 && box.height > 1) found.push({ text: node.data, node, parent, box });
    }
    return found;
  }

  // most says the worst of what breaks a rule, and how many more there are.
  function most(rule, broken) {
    if (!broken.length) return [];
    broken.sort((a, b) => b.by - a.by);
    return [`${rule}: ${broken[0].said}${broken.length > 1 ? `, and ${broken.length - 1} more` : ''}`];
  }

  function sideways(width) {
    const wide = Math.max(root.scrollWidth, document.body.scrollWidth);
    if (wide <= width) return [];
    const right = element => element.getBoundingClientRect().right;
    const farthest = all('body *').sort((a, b) => right(b) - right(a))[0];
    return [`sideways: the page is ${px(wide)} wide, the window ${px(width)}; `
      + `${tag(farthest)} reaches to ${px(right(farthest))}`];
  }

  function margins(width, pieces) {
    const broken = [];
    const fields = all('input, select').filter(seen).map(e => ({ text: e.name, box: e.getBoundingClientRect() }));
    for (const { text, box } of pieces.concat(fields)) {
      const left = box.left + window.pageXOffset, right = width - box.right - window.pageXOffset;
      const room = Math.min(left, right), side = left < right ? 'left' : 'right';
      if (room < least - .5) broken.push({ by: -room, said: `${quote(text)} is ${px(room)} from the ${side} edge` });
    }
    return most('margin', broken);
  }

  // overlaps wants no text to lie on other text. Boxes of lines may touch: a line's box is taller than its signs.
  function overlaps(pieces) {
    const broken = [], sorted = pieces.slice().sort((a, b) => a.box.top - b.box.top);
    sorted.forEach((one, i) => {
      for (let j = i + 1; j < sorted.length && sorted[j].box.top < one.box.bottom; j++) {
        const other = sorted[j], a = one.box, b = other.box;
        const high = Math.min(a.bottom, b.bottom) - b.top, wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        if (one.node !== other.node && wide > 2 && high > .5 * Math.min(a.height, b.height))
          broken.push({ by: wide, said: `${quote(other.text)} lies on ${quote(one.text)}, ${px(wide)} × ${px(high)}` });
      }
    });
    return most('overlap', broken);
  }

  // covered wants the site's name and whatever one presses in the header to be on top at their middles and near their
  // ends.
  function covered() {
    const broken = [];
    const heads = all('.hb-header__name, .hb-header__contents, h1, .hb-search__text, .hb-header button');
    for (const element of heads.filter(seen)) {
      const missed = top(element);
      if (missed) broken.push({ by: 0, said: `${quote(element.textContent || element.name)} is under ${missed}` });
    }
    return most('covered', broken);
  }

  // top is what lies over an element where it should be on top, or nothing.
  function top(element) {
    for (const box of element.getClientRects()) {
      const y = (box.top + box.bottom) / 2;
      for (const x of [box.left + 3, (box.left + box.right) / 2, box.right - 3]) {
        const got = document.elementFromPoint(x, y); // none outside of the window
        if (!got) return `the window's edge at ${px(x)}, ${px(y)}`;
        if (!element.contains(got)) return `${tag(got)} ${quote(got.textContent)} at ${px(x)}, ${px(y)}`;
      }
    }
    return '';
  }

  // skip wants the skip link out of sight until it has the focus, and then in sight and on top.
  function skip() {
    const link = document.querySelector('.hb-skip');
    if (!link) return ['skip link: there is none'];
    const away = () => { const box = link.getBoundingClientRect(); return box.bottom <= 0 || box.right <= 0; };
    const broken = [], before = link.getBoundingClientRect();
    if (!away()) broken.push(`skip link: in sight without the focus, at ${px(before.left)}, ${px(before.top)}`);
    link.focus();
    const missed = top(link);
    if (!link.matches(':focus')) broken.push('skip link: it does not take the focus');
    else if (away() || missed)
      broken.push(`skip link: with the focus it is ${away() ? 'out of sight' : `under ${missed}`}`);
    link.blur();
    if (!away() && !broken.length) broken.push('skip link: it stays when the focus has left it');
    return broken;
  }

  // lines are the numbered lines of an item, with the room that is left of their numbers, which are links where a duty
  // is cited by them. A number hangs left of its line, and an engine does not say where: a digit is taken to be .6 em
  // wide, and what follows it .5 em.
  function lines() {
    return all('main ol > li').filter(e => seen(e) && getComputedStyle(e).display === 'list-item').map(e => {
      const style = getComputedStyle(e), n = [...e.parentNode.children].indexOf(e) + 1;
      const link = e.querySelector('.hb-anchor');
      const shown = link ? /duty/.test(getComputedStyle(link, '::before').content) : style.listStyleType !== 'none';
      const hangs = shown && (link || style.listStylePosition === 'outside');
      const left = e.getBoundingClientRect().left + window.pageXOffset;
      const wide = hangs ? (String(n).length * .6 + .5) * parseFloat(style.fontSize) : 0;
      return { n, room: left - wide, shown };
    });
  }
  function numbers() {
    return most('number', lines().filter(line => line.shown && line.room < least)
      .map(line => (
        { by: -line.room, said: `number ${line.n} of a list stands ${px(line.room)} from the left edge` })));
  }

  const questions = {
    // layout is all that is wrong with how the page stands in a window of some width.
    layout(width) {
      window.scrollTo(0, 0);
      // What an engine has put off to lay out has no true place: it is told to do it now.
      for (const e of all('main *'))
        if (getComputedStyle(e).contentVisibility === 'auto') e.style.contentVisibility = 'visible';
      const pieces = words();
      if (!pieces.length) return ['text: there is none'];
      return [
        ...sideways(width), ...margins(width, pieces), ...overlaps(pieces), ...covered(), ...skip(), ...numbers(),
      ];
    },
    numbered() { return lines().filter(line => line.shown).length; },
    // place is the middle of the first element in sight that fits, when it has been scrolled to, and what lies over it.
    place(selector, text) {
      const element = all(selector).filter(e => seen(e) && (!text || e.textContent.trim() === text))[0];
      if (!element) return { there: false };
      const before = element.getBoundingClientRect();
      if (before.top < 0 || before.bottom > window.innerHeight) element.scrollIntoView({ block: 'center' });
      const { left, right, top: up, bottom } = element.getClientRects()[0];
      const x = Math.round((left + right) / 2), y = Math.round((up + bottom) / 2);
      return { there: true, x, y, left, right, top: up, bottom, covered: top(element) };
    },
    seen(selector) { return all(selector).filter(seen).length; },
    // shows says whether the head of something is in the window.
    shows(selector) {
      const element = all(selector).filter(seen)[0];
      if (!element) return false;
      const box = element.getBoundingClientRect();
      return box.top >= -1 && box.top < window.innerHeight;
    },
    texts(selector) { return all(selector).filter(seen).map(e => e.textContent.trim()); },
    links(selector) { return all(selector).filter(seen).map(e => e.getAttribute('href')); },
    choose(selector, value) {
      const select = document.querySelector(selector);
      select.value = value;
      select.dispatchEvent(new Event('change', { bubbles: true }));
      return select.value === value;
    },
    size() { return parseFloat(getComputedStyle(root).fontSize); },
    has(name) { return name in window || name in navigator; },
    keeps() {
      try {
        localStorage.setItem('engines', '1');
        return localStorage.getItem('engines') === '1';
      } catch (e) { return false; }
    },
    // catchShare stands in for the system's own window, which a test cannot see.
    catchShare() {
      Object.defineProperty(navigator, 'share', {
        value: what => { window.shared = what.text; return Promise.resolve(); },
      });
      return true;
    },
    // shared is what has been given away, or stands there to be copied, or is said of it.
    shared() {
      const said = all('.hb-copy').map(e => e.value).concat(all('.hb-said').map(e => e.textContent));
      return window.shared || said.join('');
    },
    loaded() { return document.readyState === 'complete' && document.body ? decodeURIComponent(location.href) : ''; },
    back() { setTimeout(() => history.back(), 0); return true; },
    heard() { return (window.heard || ['nothing listens']).splice(0); },
  };
  return questions[question](...given);
})
