// worker.js: asks for the service worker, which keeps the handbook at hand for when there is no network. See sw.js. It waits until
// the page is there and at rest. Some browsers in other programs have no such thing, and some throw where it is only named.
(() => {
  'use strict';
  const { root } = document.currentScript.dataset;
  if (location.protocol === 'file:') return;
  async function ask() {
    try { await navigator.serviceWorker.register(`${root}sw.js`); } catch (e) { /* nor may the portal allow it */ }
  }
  window.addEventListener('load', () => { setTimeout(ask, 2000); });
})();
