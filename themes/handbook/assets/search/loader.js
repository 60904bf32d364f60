// loader.js: on every page. It fetches the search when the reader first touches a search box, or comes to the search page with
// a question, and not before. Classic scripts all: nothing else loads from a folder on a disk.
(() => {
  'use strict';
  const { root, towns, version } = document.currentScript.dataset;
  const boxes = () => [...document.querySelectorAll('.hb-search')];
  let started = false;

  function fetchScript(file) {
    return new Promise((done, failed) => {
      const script = document.createElement('script');
      script.src = `${root}search/${file}?${version}`;
      script.async = false; // they arrive together and run in order
      script.onload = done;
      script.onerror = () => { script.remove(); failed(); };
      document.head.append(script);
    });
  }

  // The titles are enough for a first answer; the duties may arrive while it is read.
  function start() {
    if (started) return;
    started = true;
    const folders = towns.split(' '), part = name => folders.map(town => `data/${town}/${name}.js`);
    const first = ['search.js', 'data/county.js', ...part('titles')].map(fetchScript);
    const rest = part('duties').map(fetchScript);
    Promise.all(first).then(() => {
      say('');
      handbook.box.open(boxes(), root);
      Promise.all(rest).then(handbook.box.refresh, () => say('职责全文没能载入，现在只按事项名称查找。'));
    }, () => {
      Promise.allSettled(rest);
      started = false; // the next touch tries again
      say('搜索没能载入，请看看网络再试；也可以从清单里找：', true);
    });
  }

  // say shows a line below each box; lists adds the ways that need no search.
  function say(text, lists) {
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
      if (!lists) continue;
      for (const link of document.querySelectorAll('.hb-nav a')) note.append(link.cloneNode(true), ' ');
    }
  }

  document.addEventListener('focusin', e => { if (e.target.closest && e.target.closest('.hb-search')) start(); });
  if (document.getElementById('results') && location.search + location.hash) start();
})();
