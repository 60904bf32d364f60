/* A department's page of several towns, as one of them has it: departments/gonganju.html#town-baishi hides what only
   others have. What is hidden is not printed. On a phone, matters open at a press. */
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
    document.querySelector('.hb-department').classList.toggle('hb-one', !!name);
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

  // fold gives each matter a button that opens it, which says what its line in the index does. towns.css folds them,
  // and leaves out the index, on narrow screens; on wide ones, where others write much, it folds that alone. Paper has
  // all.
  const much = 200; // names of towns before other wordings: twelve towns have fewer
  function fold() {
    const items = document.getElementById('items'), all = button('展开全部职责', '展开全部不同写法');
    const folds = Array.from(items.querySelectorAll('.hb-index > li'), li => {
      const head = document.getElementById(li.querySelector('a').hash.slice(1)), role = head.parentNode;
      const remark = li.querySelector('em'), duties = role.querySelectorAll('.hb-cite').length;
      const unlike = role.querySelectorAll('blockquote').length;
      const one = button(`职责 ${duties} 条${remark ? `，${remark.textContent}` : ''}`,
        unlike ? `${unlike} 处写法不同` : '');
      one.addEventListener('click', () => open(role, !opened(role)));
      head.after(one);
      open(role, false);
      return role;
    });
    all.addEventListener('click', () => {
      const more = folds.some(role => !opened(role));
      for (const role of folds) open(role, more);
      all.setAttribute('aria-expanded', more);
    });
    all.setAttribute('aria-expanded', false);
    items.classList.add('hb-matters--folded');
    if (document.querySelectorAll('.hb-role blockquote a').length > much) items.parentNode.classList.add('hb-much');
    items.append(all);
  }
  // button has words for narrow screens and for wide ones; without the latter, it is for narrow ones alone.
  function button(narrow, wide) {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = 'hb-role__open';
    for (const [kind, word] of [['narrow', narrow], ['wide', wide]]) {
      const part = document.createElement('span');
      part.className = `hb-role__${kind}`;
      part.textContent = word;
      made.append(part);
    }
    made.classList.toggle('hb-role__open--narrow', !wide);
    return made;
  }
  const opened = role => !role.classList.contains('hb-role--folded');
  function open(role, more) {
    role.classList.toggle('hb-role--folded', !more);
    role.querySelector('.hb-role__open').setAttribute('aria-expanded', more);
  }
  // asked opens the matter to which an address leads.
  function asked(id) {
    const head = document.getElementById(id), role = head && head.closest('.hb-role');
    if (!role) return;
    open(role, true);
    head.scrollIntoView();
  }

  // Other jumps on the page leave what is shown, but for that back to the index.
  addEventListener('hashchange', () => {
    const id = decodeURIComponent(location.hash.slice(1));
    if (names[id] || id === 'items') show();
    asked(id);
  });
  fold();
  const id = decodeURIComponent(location.hash.slice(1));
  if (names[id]) show();
  asked(id);
})();
