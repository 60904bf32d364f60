// jump.js: on the page of a list, marks among the jumps the category that is being read, and opens the jumps for who
// comes back to them.
(() => {
  'use strict';
  function open() {
    const jumps = location.hash === '#jump-head' && document.querySelector('.hb-jump details');
    if (jumps) jumps.open = true;
  }

  // mark looks at what crosses a band below the window's upper edge; between two categories, the last one stays. At the
  // end of the page, a category that was asked for may stand further down.
  function mark() {
    const groups = document.querySelectorAll('.hb-group');
    if (!groups.length || !window.IntersectionObserver) return;
    const watch = new IntersectionObserver(entries => {
      const crossing = entries.filter(entry => entry.isIntersecting).pop();
      if (!crossing) return;
      const atEnd = innerHeight + pageYOffset >= document.documentElement.scrollHeight - 2;
      const target = atEnd && document.querySelector('.hb-group:target') || crossing.target;
      for (const link of document.querySelectorAll('.hb-jump__names a')) {
        if (link.hash === `#${target.id}`) link.setAttribute('aria-current', 'true');
        else link.removeAttribute('aria-current');
      }
    }, { rootMargin: '-10% 0px -80% 0px' });
    for (const group of groups) watch.observe(group);
  }

  window.addEventListener('hashchange', open);
  document.addEventListener('DOMContentLoaded', () => { open(); mark(); });
})();
