// page.js: handbook.page, the search page. What is asked and how it is narrowed stands in the address, so that a search
// can be sent to somebody and the back button tells the truth.
handbook.page = (() => {
  'use strict';
  const { make, address, told, answer: department, entry } = handbook.results;
  const step = 30;   // results shown at a time,
  const batch = 10;  // of which so many at once: a slow phone draws these before the next key
  const many = 8;    // results are worth filtering
  const pause = 300; // ms without a key, after which the address follows: browsers allow it few changes

  // takes makes the search page's own form answer below itself; elsewhere it is nothing. more fetches
  // what an answer still wants; see handbook.follow.
  function takes(form, root, more) {
    const region = document.getElementById('results');
    if (!region || !form.closest('main')) return null;
    const input = form.elements.q, selects = [...region.querySelectorAll('select')];
    const status = region.querySelector('[role=status]'), found = make('div', 'hb-results__found');
    const filters = region.querySelector('details'), title = document.title;
    const phones = [...region.querySelectorAll('.hb-results__phones')];
    const all = button('取消筛选', () => {
      for (const select of selects) select.value = '';
      anew();
      input.focus();
    });
    let limit = step, drawing = 0, writing = 0;
    filters.after(all);
    region.append(found);
    const narrowed = () => selects.some(select => select.value);
    // Where there is room for them, the filters are open. Newer browsers have them so by the styles alone.
    filters.open = innerWidth > 640;

    // The address: ?q=…&list=… ; where a browser lets a page from a disk change no more, behind #.
    function read(kept) {
      const asked = new URLSearchParams(location.hash.includes('=') ? location.hash.slice(1) : location.search);
      for (const field of [input, ...selects]) {
        field.value = kept && field.value || asked.get(field.name) || '';
        if (field.selectedIndex < 0) field.selectedIndex = 0; // what there is no option for
      }
    }
    function write() {
      clearTimeout(writing);
      const q = input.value.trim(), asked = new URLSearchParams(q && { q });
      for (const { name, value } of selects) if (value) asked.set(name, value);
      const text = asked.toString();
      document.title = q ? `“${short(q)}” ${title}` : title;
      if (text === new URLSearchParams(location.search).toString() && !location.hash) return;
      try {
        history.replaceState(null, '', text ? `?${text}` : location.pathname);
      } catch (e) {
        location.replace(`#${text}`);
      }
    }

    function button(text, act) {
      const element = make('button', 'hb-results__more', text);
      element.type = 'button';
      element.addEventListener('click', act);
      return element;
    }
    function anew() {
      limit = step;
      update();
    }
    // arrived lets what waited for the answer follow it.
    const arrived = () => document.documentElement.classList.remove('hb-asked');
    function update() {
      clearTimeout(writing);
      writing = setTimeout(write, pause);
      const q = input.value.trim(), options = { limit: limit + 1 };
      for (const { name, value } of selects) options[name] = value;
      const waiting = more && more(q, options, handbook.box.refresh), failed = more && more.failed;
      const answer = handbook.search.search(q, options), { departments, total, partly } = answer;
      const results = answer.results.slice(0, limit);
      const none = !results.length && !waiting && !failed && (answer.none || !answer.place) && !!(q || narrowed());
      found.textContent = '';
      if (answer.place) handbook.others.place(answer.place, root, found);
      found.append(...departments.map(d => department(d, root)));
      if (answer.paper) {
        const link = make('a', '', '打开 PDF 的这一页');
        link.href = root + answer.paper.address;
        found.append(make('p', 'hb-results__paper', link));
      }
      if (results.length) found.append(draw(make('ul', 'hb-index'), results));
      if (total > limit) {
        const next = partly ? step : Math.min(step, total - limit);
        found.append(button(`再列 ${next} 项`, () => { limit += step; update(); }));
      }
      if (none && !departments.length && !narrowed() && !asks(q)) found.append(...help(answer));
      const calls = tell(q, none && !departments.length);
      region.classList.toggle('hb-results--found', results.length > 0);
      region.classList.toggle('hb-results--told', none || !!(failed || answer.missing || answer.paper));
      showFilters(q && total < many);
      if (!waiting) arrived();
      status.textContent = '';
      status.append(...failed ? [failed[0], button(failed[1], () => update(more.failed = null))] :
        none ? nothing(q, answer, calls) :
        [results.length ? told(answer, results.length) : waiting ? '正在查找……' : '']);
    }

    function draw(list, results) {
      clearTimeout(drawing);
      list.append(...results.slice(0, batch).map(r => entry(r, root)));
      if (results.length > batch) drawing = setTimeout(draw, 0, list, results.slice(batch));
      return list;
    }

    // showFilters says which are set, and hides them where there is too little to filter.
    function showFilters(few) {
      const set = selects.filter(select => select.value).map(select => select.selectedOptions[0].text);
      filters.firstElementChild.textContent = set.length ? `筛选：${set.join('、')}` : '筛选';
      filters.hidden = few && !set.length;
      all.hidden = !set.length;
    }

    // tell shows the numbers to call where somebody asks for one, or found nothing; and says which it shows.
    const asks = q => /电话|热线|联系方式|号码/.test(q);
    function tell(q, none) {
      for (const line of phones) line.hidden = !(asks(q) || none && line.children.length < 2);
      return phones.filter(line => !line.hidden).length;
    }

    // nothing says kindly, in one sentence, that the list has no answer; help, what to try.
    const short = q => q.length > 40 ? `${q.slice(0, 40).replace(/[\ud800-\udbff]$/, '')}…` : q;
    function nothing(q, { departments }, calls) {
      const asked = make('bdi', '', short(q));
      if (!q) return ['这样筛选后，没有事项。'];
      if (narrowed()) return ['这样筛选后，没有与“', asked, '”相应的事项。'];
      if (asks(q) && !departments.length) return [calls ? '手册里登记的电话：' : '手册里没有登记这个电话。'];
      return [`${departments.length ? '' : '清单中'}没有与“`, asked, '”相应的事项。'];
    }
    function help({ nearest }) {
      const { towns, county } = handbook.words;
      const out = [make('p', '', '可以换个说法，或只写一两个关键的字。'),
        make('p', '', `清单只列${towns}承担和配合的事，别的事多由${county}里的部门办理。`)];
      if (nearest) {
        const link = make('a', '', nearest.name);
        link.href = root + address('category', nearest);
        out.push(make('p', '', '相近的类别：', link));
      }
      return out;
    }

    input.addEventListener('input', anew);
    for (const select of selects) select.addEventListener('change', anew);
    form.addEventListener('submit', e => { e.preventDefault(); update(); write(); });
    window.addEventListener('popstate', () => { read(); anew(); });
    // Whoever leaves by a link comes back to what he asked.
    for (const leaving of ['focusout', 'click']) region.parentNode.addEventListener(leaving, write, true);
    read(true); // what was typed and chosen while the search was on its way stays; the address follows with the answer
    return { refresh: update };
  }

  return { takes };
})();
