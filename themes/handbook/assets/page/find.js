// find.js: on the front page of a county with many towns, finds one as its name is typed, or how that is read: kuiyi,
// kybg. The letters and the list are there without it.
(() => {
  'use strict';
  document.addEventListener('DOMContentLoaded', () => {
    const find = document.querySelector('.hb-find');
    if (!find) return;
    const box = find.querySelector('input'), found = find.querySelector('ul'), none = find.querySelector('p');
    const towns = Array.from(document.querySelectorAll('a[data-sound]'), link => {
      const sounds = link.getAttribute('data-sound').split(' ');
      return { link, forms: [link.textContent, sounds.join(''), sounds.map(sound => sound[0]).join('')] };
    });

    // Those that begin with what was typed come first.
    function show() {
      const typed = box.value.toLowerCase().replace(/[\s']/g, '');
      const begin = [], within = [];
      for (const town of typed ? towns : []) {
        if (town.forms.some(text => text.startsWith(typed))) begin.push(town.link);
        else if (town.forms.some(text => text.includes(typed))) within.push(town.link);
      }
      found.textContent = '';
      for (const town of begin.concat(within)) {
        const entry = document.createElement('li'), link = town.cloneNode(true);
        link.removeAttribute('data-sound');
        entry.append(link);
        found.append(entry);
      }
      none.hidden = !typed || found.childElementCount > 0;
    }

    box.addEventListener('input', show);
    box.addEventListener('keydown', event => {
      const first = event.key === 'Enter' && !event.isComposing && found.querySelector('a');
      if (first) first.click();
    });
    find.hidden = false;
    show(); // the browser may have kept what was typed
  });
})();
