// page.js: handbook.page, the search page. What is asked and how it is narrowed stands in the address, so that a search can be sent
// to somebody and the back button tells the truth.
handbook.page = (() => {
  'use strict';
  const { lists, make, departmentPage, entry } = handbook.results;
  const step = 30; // results shown at a time

  // takes makes the search page's own form answer below itself; elsewhere it is nothing.
  function takes(form, root) {
    const place = document.getElementById('results');
    if (!place || !form.closest('main')) return null;
    const input = form.elements.q, status = make('p', 'hb-results__count'), found = make('div'), filters = make('div', 'hb-filters');
    let limit = step;
    status.setAttribute('role', 'status');
    place.append(filters, status, found);

    const facets = handbook.search.facets();
    const selects = {
      list: select('清单', Object.entries(lists).map(([id, [, name]]) => ({ id, name }))),
      category: select('类别', facets.categories),
      department: select('部门', facets.departments),
    };
    if (facets.towns.length > 1) selects.town = select('乡镇', facets.towns);

    function select(label, entries) {
      const element = document.createElement('select'), all = new Option(`全部${label}`, '');
      element.append(all, ...entries.map(e => new Option(e.name, e.id)));
      element.addEventListener('change', () => { limit = step; update(); });
      filters.append(make('label', '', make('span', 'hb-hide', label), element));
      return element;
    }

    // The address: ?q=…&list=… ; from a disk a browser may keep it only behind #.
    function read() {
      const asked = new URLSearchParams(location.search.length > 1 ? location.search : location.hash.slice(1));
      input.value = asked.get('q') || '';
      for (const [name, element] of Object.entries(selects)) element.value = asked.get(name) || '';
      for (const element of Object.values(selects)) if (element.selectedIndex < 0) element.selectedIndex = 0;
    }
    function write(options) {
      const asked = new URLSearchParams();
      if (input.value.trim()) asked.set('q', input.value.trim());
      for (const [name, value] of Object.entries(options)) if (value) asked.set(name, value);
      const text = asked.toString();
      try {
        history.replaceState(null, '', text ? `?${text}` : location.pathname);
      } catch (e) {
        location.replace(`#${text}`);
      }
      document.title = document.title.replace(/^.*?(?=搜索)/, input.value.trim() ? `“${input.value.trim()}” ` : '');
    }

    function update() {
      const q = input.value.trim(), options = {};
      for (const [name, element] of Object.entries(selects)) options[name] = element.value;
      write(options);
      const answer = handbook.search.search(q, Object.assign({ limit: limit + 1 }, options));
      const results = answer.results.slice(0, limit);
      found.textContent = '';
      for (const d of answer.departments) {
        const link = make('a', '', d.name);
        link.href = departmentPage(root, d);
        found.append(make('p', 'hb-results__department', '部门：', link));
      }
      if (results.length) found.append(make('ul', 'hb-index', ...results.map(r => entry(r, root))));
      if (answer.results.length > limit) found.append(more());
      if (q && !results.length) found.append(...nothing(q, answer, Object.values(options).some(Boolean)));
      const asked = q || Object.values(options).some(Boolean);
      const count = `${results.length}${answer.results.length > limit ? ' 项以上' : ' 项'}`;
      status.textContent = !asked ? '' : results.length ? `找到 ${count}` : '没有找到';
    }

    function more() {
      const button = make('button', 'hb-results__more', '再显示一些');
      button.type = 'button';
      button.addEventListener('click', () => { limit += step; update(); });
      return button;
    }

    // nothing says kindly that the list has no answer, and what to try.
    function nothing(q, answer, narrowed) {
      const out = [make('p', '', narrowed ? `这样筛选后，没有与“${q}”相应的事项。可以放宽筛选再找。` : `清单中没有与“${q}”相应的事项。可以换个说法，或只写一两个关键的字。`)];
      if (answer.nearest) {
        const link = make('a', '', answer.nearest.name);
        link.href = `${root}${facets.towns[0].id}/categories/${answer.nearest.id}.html`;
        out.push(make('p', '', '相近的类别：', link));
      }
      if (place.dataset.hotline) {
        const call = make('a', '', place.dataset.hotline);
        call.href = `tel:${place.dataset.hotline.replace(/[^0-9+]/g, '')}`;
        out.push(make('p', '', '也可以打电话问：', call));
      }
      return out;
    }

    input.addEventListener('input', () => { limit = step; update(); });
    form.addEventListener('submit', e => { e.preventDefault(); update(); });
    window.addEventListener('popstate', () => { read(); update(); });
    const typed = input.value; // while the search was on its way
    read();
    if (typed) input.value = typed;
    return { update };
  }

  return { takes };
})();
