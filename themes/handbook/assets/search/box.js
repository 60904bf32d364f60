// box.js: handbook.box, the search box of every page: results as one types, in a list below it (the combobox pattern of
// ARIA 1.2). Arrow keys choose, Enter opens, Escape closes; Enter without a choice goes to the search page. On that
// page the results stand in the page itself; see page.js.
handbook.box = (() => {
  'use strict';
  const { make, address, itemAddress, dutyAddress, taken, count, option, department } = handbook.results;
  const most = 8;  // results in the list
  const slice = 4; // ms at a time for unpacking
  const opened = [];

  // open makes the boxes listen. What arrived is unpacked after that, unless a key comes first. fetch gets a further
  // file of the search; see handbook.follow. home is the folder of the page: of a county's several towns, the one whose
  // words come first.
  function open(forms, root, fetch, home) {
    for (const form of forms) {
      const more = fetch && handbook.follow(fetch);
      opened.push(handbook.page.takes(form, root, more) || combobox(form, root, more, home));
    }
    setTimeout(refresh, 0);
  }

  // unpacking unpacks for a few milliseconds, and says whether there is more to do.
  function unpacking() {
    for (const end = performance.now() + slice; performance.now() < end;)
      if (!handbook.search.unpack()) return false;
    return true;
  }

  // refresh answers anew: more of the text has arrived.
  function refresh() {
    if (unpacking()) return setTimeout(refresh, 0);
    for (const box of opened) box.refresh();
  }

  function combobox(form, root, more, home) {
    const input = form.elements.q, list = make('ul', 'hb-suggest'), status = make('p', 'hb-hide');
    let addresses = [], active = -1;
    list.id = `hb-suggest-${opened.length}`;
    list.hidden = true;
    list.setAttribute('role', 'listbox');
    list.setAttribute('aria-label', '搜索结果');
    status.setAttribute('role', 'status');
    form.append(list, status);
    for (const [name, value] of [
      ['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-controls', list.id], ['aria-expanded', 'false']
    ]) input.setAttribute(name, value);

    function show(visible) {
      list.hidden = !visible;
      input.setAttribute('aria-expanded', visible);
      if (!visible) choose(-1);
    }

    function choose(n) {
      if (list.children[active]) list.children[active].setAttribute('aria-selected', 'false');
      active = n;
      const chosen = list.children[active];
      if (!chosen) return input.removeAttribute('aria-activedescendant');
      chosen.setAttribute('aria-selected', 'true');
      input.setAttribute('aria-activedescendant', chosen.id);
      chosen.scrollIntoView({ block: 'nearest' });
    }

    // An option has an address, or something to do.
    const follow = n => addresses[n].call ? addresses[n]() : location.assign(addresses[n]);
    function add(item, address) {
      item.id = `${list.id}-${addresses.length}`;
      item.setAttribute('role', 'option');
      item.setAttribute('aria-selected', 'false');
      list.append(item);
      addresses.push(address);
    }

    // Not encodeURIComponent, which throws at half a character.
    const allOf = q => `${root}search.html?${new URLSearchParams({ q })}`;

    function update() {
      const q = input.value.trim();
      list.textContent = '';
      addresses = [];
      active = -1;
      input.removeAttribute('aria-activedescendant');
      if (!q) { status.textContent = ''; return show(false); }
      const options = { limit: most + 1, home }, found = handbook.search.search(q, options);
      const waiting = more && more(q, options, handbook.box.refresh), failed = more && more.failed;
      const departments = found.departments.slice(0, 2), results = found.results.slice(0, most);
      if (found.place) handbook.others.option(found.place, root, add);
      for (const d of departments) add(department(d), root + address('department', d));
      for (const r of results) add(option(r), (r.line && !r.marks.length ? dutyAddress : itemAddress)(root, r));
      const shown = addresses.length;
      if (results.length) list.children[shown - results.length].append(make('small', '', taken(found)));
      if (found.none && waiting) { status.textContent = '正在查找……'; return show(false); }
      if (failed) {
        add(make('li', 'hb-suggest__more', failed[0], make('b', '', failed[1])), () => update(more.failed = null));
      } else if (found.none) add(make('li', 'hb-suggest__more', '清单中没有找到，看看怎样换个说法'), allOf(q));
      else if (found.results.length > most) add(make('li', 'hb-suggest__more', `查看全部 ${count(found)}`), allOf(q));
      status.textContent = failed ? failed[0] : found.none ? '清单中没有找到' : `${shown} 个结果，用上下键选择`;
      show(document.activeElement === input);
    }

    input.addEventListener('input', update);
    input.addEventListener('focus', update);
    input.addEventListener('blur', () => show(false));
    input.addEventListener('keydown', e => {
      if (e.isComposing || e.keyCode === 229) return; // the keys are the input method's; 229 is how Safari says so
      const n = addresses.length;
      if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
        if (list.hidden) update();
        else if (n) choose(e.key === 'ArrowDown' ? (active + 1) % n : (active <= 0 ? n : active) - 1);
      } else if (e.key === 'Enter' && active >= 0) follow(active);
      else if (e.key === 'Escape' && !list.hidden) show(false);
      else return;
      e.preventDefault();
    });
    // The box keeps the focus while the list is pressed, or the list would be gone before the finger lifts.
    list.addEventListener('mousedown', e => e.preventDefault());
    list.addEventListener('click', e => {
      const item = e.target.closest('[role=option]');
      if (item) follow([...list.children].indexOf(item));
    });
    // What the reader has chosen meanwhile stays chosen.
    function refresh() {
      const chosen = addresses[active];
      update();
      if (!list.hidden) choose(addresses.indexOf(chosen));
    }
    return { refresh };
  }

  return { open, refresh };
})();
