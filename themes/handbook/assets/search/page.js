// page.js: handbook.page, the search page. What is asked and how it is narrowed stands in the address, so that a search
// can be sent to somebody and the back button tells the truth.
handbook.page = (() => {
  'use strict';
  const { make, address, answer: department, entry } = handbook.results;
  const step = 30;   // results shown at a time,
  const batch = 10;  // of which so many at once: a slow phone draws these before the next key
  const pause = 300; // ms without a key, after which the address follows: browsers allow it few changes

  // takes makes the search page's own form answer below itself; elsewhere it is nothing. more fetches
  // what an answer still wants; see handbook.follow.
  function takes(form, root, more) {
    const region = document.getElementById('results');
    if (!region || !form.closest('main')) return null;
    const input = form.elements.q, selects = [...region.querySelectorAll('select')];
    const status = region.querySelector('[role=status]'), found = make('div'), title = document.title;
    let limit = step, drawing = 0, writing = 0;
    region.append(found);
    const narrowed = () => selects.some(select => select.value);

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
      const waiting = more && more(q, options, handbook.box.refresh, () => {
        status.textContent = '有些内容没能载入，这里可能不全。';
        arrived();
      });
      const answer = handbook.search.search(q, options);
      const results = answer.results.slice(0, limit), rest = answer.results.length > limit;
      found.textContent = '';
      found.append(...answer.departments.map(d => department(d, root)));
      if (results.length) found.append(draw(make('ul', 'hb-index'), results));
      if (rest) found.append(button('再显示一些', () => { limit += step; update(); }));
      if (q && !results.length && !waiting) found.append(...nothing(q, answer));
      region.classList.toggle('hb-results--found', results.length > 0);
      if (!waiting) arrived();
      status.textContent = results.length ? `找到 ${results.length} 项${rest ? '以上' : ''}` :
        waiting ? '正在查找……' : q || narrowed() ? '没有找到' : '';
    }

    function draw(list, results) {
      clearTimeout(drawing);
      list.append(...results.slice(0, batch).map(r => entry(r, root)));
      if (results.length > batch) drawing = setTimeout(draw, 0, list, results.slice(batch));
      return list;
    }

    function button(text, act) {
      const element = make('button', 'hb-results__more', text);
      element.type = 'button';
      element.addEventListener('click', act);
      return element;
    }

    // nothing says kindly that the list has no answer, and what to try.
    const short = q => q.length > 40 ? `${q.slice(0, 40).replace(/[\ud800-\udbff]$/, '')}…` : q;
    function nothing(q, answer) {
      const asked = make('bdi', '', short(q));
      if (narrowed()) return [make('p', '', '这样筛选后，没有与“', asked, '”相应的事项。'), button('去掉筛选', () => {
        for (const select of selects) select.value = '';
        anew();
        input.focus();
      })];
      const { towns, county } = handbook.words;
      const out = [make('p', '', '清单中没有与“', asked, '”相应的事项。可以换个说法，或只写一两个关键的字。'),
        make('p', '', `清单只列${towns}承担和配合的事，别的事多由${county}里的部门办理。`)];
      if (answer.nearest) {
        const link = make('a', '', answer.nearest.name);
        link.href = root + address('category', answer.nearest);
        out.push(make('p', '', '相近的类别：', link));
      }
      if (region.dataset.hotline) {
        const call = make('a', '', region.dataset.hotline);
        call.href = `tel:${region.dataset.hotline.replace(/[^0-9+]/g, '')}`;
        out.push(make('p', '', '也可以打电话问：', call));
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
