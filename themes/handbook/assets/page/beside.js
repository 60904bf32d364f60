// beside.js: on a wide screen the town's part stays beside the departments' while that scrolls by, unless it is higher
// than the window: its end would not be seen.
(() => {
  'use strict';
  document.addEventListener('DOMContentLoaded', () => {
    const part = document.querySelector('.hb-part--town');
    if (!part || !window.ResizeObserver) return;
    const room = 48; // above and below
    const fit = () => part.classList.toggle('hb-part--stays', part.offsetHeight + room < innerHeight);
    new ResizeObserver(fit).observe(part);
    addEventListener('resize', fit);
  });
})();
