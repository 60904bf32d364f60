// settings.js: the size of type and the contrast that a reader chose, stored for other pages and visits. It runs in
// the page's head, before anything is drawn, so that nothing changes before the reader's eyes. It also tells the
// style sheet what this browser can do: a button that would do nothing is not shown.
(() => {
  'use strict';
  const html = document.documentElement, names = ['size', 'contrast'];
  const key = name => `handbook-${name}`;

  // stored is the reader's choice. A browser may refuse to store anything; the choice is then this page's alone.
  function stored(name) {
    try { return localStorage.getItem(key(name)) || ''; } catch (e) { return html.dataset[name] || ''; }
  }
  function apply(name, value) {
    if (value) html.dataset[name] = value;
    else delete html.dataset[name];
  }
  function show() {
    for (const name of names) apply(name, stored(name));
    for (const button of document.querySelectorAll('[data-set]'))
      button.setAttribute('aria-pressed', button.value === (html.dataset[button.dataset.set] || ''));
    for (const input of document.querySelectorAll('[data-hints]')) hint(input);
  }
  // hint writes the longest example that fits into a search box: in large type, a phone's box holds few characters.
  function hint(input) {
    const room = input.clientWidth / parseFloat(getComputedStyle(input).fontSize) - 1.75; // beside the text
    const hints = input.dataset.hints.split('|');
    input.placeholder = hints.find(text => text.length <= room) || hints.pop();
  }

  html.classList.add('hb-js');
  // The page was opened with a question: its answer will come.
  if (/[?&#]q=[^&]/.test(location.search + location.hash)) html.classList.add('hb-asked');
  try {
    if (window.speechSynthesis && window.SpeechSynthesisUtterance) html.classList.add('hb-voice');
  } catch (e) { /* none */ }
  show();
  document.addEventListener('DOMContentLoaded', show);
  window.addEventListener('pageshow', show); // back to a page that was left before the choice
  window.addEventListener('storage', show);
  document.addEventListener('click', e => {
    const opener = e.target.closest('.hb-sizes-open'), button = e.target.closest('[data-set]');
    if (opener) opener.setAttribute('aria-expanded', opener.getAttribute('aria-expanded') !== 'true');
    if (!button) return;
    const name = button.dataset.set, value = html.dataset[name] === button.value ? '' : button.value;
    apply(name, value);
    try { localStorage.setItem(key(name), value); } catch (e) { /* see stored */ }
    show();
  });
})();
