/* A department's page of several towns, as one of them has it: departments/gonganju.html#town-baishi hides what only
   others have. What is hidden is not printed. */
(() => {
  const only = document.querySelector('.hb-only');
  const names = {};
  only.querySelectorAll('a').forEach(a => { names[a.hash.slice(1)] = a.textContent; });
  const bar = document.createElement('p');
  bar.className = 'hb-only__bar';
  bar.setAttribute('role', 'status');
  only.after(bar);

  // townsOf are the names before the colon of another wording.
  const townsOf = li => li.textContent.split(/：|没有这一条|没有小标题|另有/)[0].split('、');

  function show() {
    const id = decodeURIComponent(location.hash.slice(1)), name = names[id];
    document.querySelectorAll('.hb-role, .hb-matters .hb-index > li').forEach(el => {
      const role = el.dataset.lacking === undefined && el.tagName === 'LI'
        ? document.getElementById(el.querySelector('a').hash.slice(1)).parentNode : el;
      el.hidden = !!name && (role.dataset.lacking || '').split(' ').includes(id.slice('town-'.length));
    });
    document.querySelectorAll('.hb-role blockquote').forEach(quote => {
      let shown = 0;
      quote.querySelectorAll('li').forEach(li => {
        li.hidden = !!name && !townsOf(li).includes(name);
        if (!li.hidden) shown++;
      });
      quote.hidden = !shown;
    });
    bar.textContent = name ? `只列${name}有的；写法与多数不同的，列在其下。` : '';
    if (name) {
      const all = document.createElement('a');
      all.href = '#items';
      all.textContent = '看全部';
      bar.append(' ', all);
      document.getElementById('items').scrollIntoView();
    }
    only.open = false;
  }

  // Other jumps on the page leave what is shown, but for that back to the index.
  addEventListener('hashchange', () => {
    const id = decodeURIComponent(location.hash.slice(1));
    if (names[id] || id === 'items') show();
  });
  if (names[decodeURIComponent(location.hash.slice(1))]) show();
})();
