// whole.js: a link may lead to one duty, far below the item's title: above its block stands which item it is of.
(() => {
  'use strict';
  const line = document.createElement('a');
  line.className = 'hb-whole';
  line.href = '#main';
  function show() {
    const duty = document.getElementById(location.hash.slice(1)), block = duty && duty.closest('.hb-item .hb-block');
    if (!block) return;
    line.textContent = `${document.querySelector('h1').textContent} ↑看全项`;
    block.prepend(line);
  }
  document.addEventListener('DOMContentLoaded', show);
  addEventListener('hashchange', show);
})();
