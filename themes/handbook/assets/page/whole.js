// whole.js: a link may lead to one duty, far below the item's title: above its block stands which item it is of.
(() => {
  'use strict';
  const line = document.createElement('a');
  line.className = 'hb-whole';
  line.href = '#main';
  function show() {
    const duty = document.querySelector('.hb-item .hb-block :target');
    if (!duty) return;
    line.textContent = `${document.querySelector('h1').textContent} ↑看全项`;
    duty.closest('.hb-block').prepend(line);
  }
  document.addEventListener('DOMContentLoaded', show);
  addEventListener('hashchange', show);
})();
