// worker.js: asks for the service worker, which keeps the handbook at hand for when there is no network. See sw.js. It waits until
// the page is there and at rest.
(() => {
  'use strict';
  const { root } = document.currentScript.dataset;
  if (!('serviceWorker' in navigator) || location.protocol === 'file:') return;
  window.addEventListener('load', () => {
    setTimeout(() => navigator.serviceWorker.register(`${root}sw.js`).catch(() => { /* the portal may not allow it */ }), 2000);
  });
})();
