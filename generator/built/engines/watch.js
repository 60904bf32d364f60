// watch.js runs before all other scripts of a page and keeps what goes wrong on it: not every engine tells its driver.
(() => {
  'use strict';
  const heard = window.heard = [];
  const say = window.console.error;
  window.console.error = (...words) => { heard.push(`console: ${words.join(' ')}`); say.apply(window.console, words); };
  window.addEventListener('error', e => {
    const from = e.target && (e.target.src || e.target.href);
    heard.push(e.message ? `${e.message} (${e.filename}:${e.lineno})` : `not loaded: ${from}`);
  }, true);
  window.addEventListener('unhandledrejection', e => heard.push(`a promise failed: ${e.reason}`));
  window.addEventListener('securitypolicyviolation', e => {
    if (/favicon.ico$/.test(e.blockedURI)) return; // an engine looks for one by itself
    heard.push(`against the policy: ${e.violatedDirective} ${e.blockedURI}`);
  });
})();
