// loader.js: on every page. It fetches the search when the reader first touches a search box or a filter, or comes to
// the search page with a question, and not before. Classic scripts all: nothing else loads from a folder on a disk.
(() => {
  'use strict';
  const { root, towns, version } = document.currentScript.dataset;
  // One town's text is read whole: the page's, or the first. What others have is fetched when a query asks for it; see
  // across.js.
  const all = towns.split(' '), here = location.href.slice(new URL(root, location).href.length).split('/')[0];
  const own = all.includes(here) ? here : all[0];
  const boxes = () => [...document.querySelectorAll('.hb-search')];
  let asked = {}, started, opened, slow;

  // What is asked for is not asked for again, but what failed. A data file that runs without search.js has achieved
  // nothing.
  const fetchAs = (file, query) => asked[file] = asked[file] || new Promise((done, failed) => {
    const script = document.createElement('script');
    script.src = `${root}search/${file}?${query}`;
    script.async = false; // they arrive together and run in order
    script.onload = () => done(script.dataset.version);
    script.onerror = () => {
      if (window.handbook) delete asked[file]; else asked = {};
      script.remove();
      failed();
    };
    document.head.append(script);
  });
  // Of several towns, the pages do not know the search's version: it would change all of them with one town's list.
  const fetchScript = file =>
    version ? fetchAs(file, version) : fetchAs('version.js', Date.now()).then(found => fetchAs(file, found));

  // The titles are enough for a first answer; the duties may arrive while it is read. What failed, the next touch tries
  // again.
  function start() {
    if (started) return;
    started = true;
    slow = setTimeout(say, 1000, '正在载入……');
    const first = Promise.all([
      'search.js', 'data/county.js', ...version ? [] : ['across/towns.js'], `data/${own}/titles.js`
    ].map(fetchScript));
    const rest = fetchScript(`data/${own}/duties.js`);
    const missed = (text, lists) => { started = false; say(text, lists); };
    rest.catch(() => {});
    first.then(() => {
      say('');
      if (!opened) handbook.box.open(boxes(), root, fetchScript, here);
      opened = true;
      rest.then(handbook.box.refresh, () => missed('职责没能载入，只查名称。'));
    }, () => missed('搜索没能载入。请看看网络再点一次，或从清单里找：', true));
  }

  // say shows a line below each box; lists adds the ways that need no search.
  function say(text, lists) {
    clearTimeout(slow);
    for (const box of boxes()) {
      let note = box.querySelector('.hb-search__note');
      if (!note) {
        if (!text) continue;
        note = document.createElement('p');
        note.className = 'hb-search__note';
        note.setAttribute('role', 'status');
        box.append(note);
      }
      note.textContent = text;
      if (lists) for (const link of document.querySelectorAll('.hb-nav a')) note.append(link.cloneNode(true), ' ');
    }
  }

  // The search's filters are all the selects there are. Safari gives one that is pressed no focus.
  // One that has the focus is touched again after a failure.
  for (const touch of ['focusin', 'change', 'click'])
    document.addEventListener(touch, e => { if (e.target.matches('.hb-search input, select')) start(); });
  document.addEventListener('DOMContentLoaded', () => {
    if (document.getElementById('results') && location.search + location.hash) start();
  });
})();
