// worker.js: starts the service worker, which shows the handbook where there is no network: see sw.js. It waits until
// the page is there and its work is done. Browsers in chat programs may have no service workers, or throw when asked
// for one.
(() => {
  'use strict';
  const { root } = document.currentScript.dataset;
  if (location.protocol === 'file:') return;
  async function ask() {
    try {
      await navigator.serviceWorker.register(`${root}sw.js`);
    } catch (e) { /* there are none, or the portal does not allow it */ }
  }
  window.addEventListener('load', () => { setTimeout(ask, 2000); });
})();
