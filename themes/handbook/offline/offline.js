// offline.js: the search of the one-file edition, with the site's own engine. What is asked stands behind #q= in the address.
(() => {
  'use strict';
  const form = document.querySelector('.hb-search'), input = form.elements.q;
  const found = document.getElementById('results'), status = document.querySelector('#found [role=status]');
  const most = 50;
  let ready = false;

  // here is the place in this file of an address of the site: a/joint/034.html#town-1-2 is #joint-034-town-1-2.
  function here(address) {
    const [, folder, name, fragment] = /([a-z]+)\/([^/]+)\.html(?:#(.*))?$/.exec(address);
    return `#${folder.replace('departments', 'd')}-${name}${fragment ? `-${fragment}` : ''}`;
  }

  function entry(element) {
    for (const link of element.querySelectorAll('a')) {
      link.setAttribute('href', here(link.getAttribute('href')));
      locate(link.hash.slice(1));
    }
    return element;
  }

  function ask() {
    const q = input.value.trim();
    document.body.classList.toggle('hb-asking', !!q);
    found.textContent = status.textContent = '';
    if (!q) return;
    if (!ready) handbook.fill();
    ready = true;
    const { make, entry: line, departmentPage } = handbook.results;
    const answer = handbook.search.search(q, { limit: most });
    for (const d of answer.departments) {
      const link = make('a', '', d.name);
      link.href = departmentPage('', d);
      found.append(entry(make('p', 'hb-results__department', '部门：', link)));
    }
    if (answer.results.length) found.append(make('ul', 'hb-index', ...answer.results.map(r => entry(line(r, '')))));
    status.textContent = answer.results.length ? `找到 ${answer.results.length} 项` : '没有找到，可以换个说法，或只写一两个关键的字';
  }

  // locate gives the duty that an address names its id: joint-028-town-2-1 is the first duty of the second block of the part "town".
  function locate(id) {
    const [, item, part, block, n] = /^([a-z]+-\d+)-([a-z]+)-(\d+)-(\d+)$/.exec(id) || [];
    const article = item && document.getElementById(item);
    if (!article || document.getElementById(id)) return;
    const place = article.querySelector(`.${part}`);
    let blocks = 0, duty = article.querySelector('p:last-child'); // a statement
    for (const element of place ? place.children : []) {
      if (element.tagName === 'H4' || element.previousElementSibling && element.previousElementSibling.tagName === 'H3') blocks++;
      if (blocks === +block && element.tagName !== 'H4') duty = element.tagName === 'OL' ? element.children[n - 1] : element;
    }
    if (duty) duty.id = id;
  }

  // The address follows what is typed, and what is typed follows the address.
  function write() {
    const hash = input.value.trim() ? `#q=${encodeURIComponent(input.value.trim())}` : '#front';
    try { history.replaceState(null, '', hash); } catch (e) { location.replace(hash); }
  }
  function read() {
    input.value = location.hash.startsWith('#q=') ? decodeURIComponent(location.hash.slice(3)) : '';
    ask();
  }

  form.addEventListener('submit', e => { e.preventDefault(); write(); ask(); });
  input.addEventListener('input', () => {
    const first = !location.hash.startsWith('#q=') && input.value.trim();
    if (first) location.hash = `q=${encodeURIComponent(input.value.trim())}`; // the page left for it stays in the history
    else write();
    ask();
  });
  function go() {
    const hash = decodeURIComponent(location.hash);
    if (hash.startsWith('#q=') && hash === `#q=${input.value.trim()}`) return;
    read();
    if (document.getElementById(hash.slice(1))) return;
    locate(hash.slice(1));
    if (document.getElementById(hash.slice(1))) location.replace(location.hash); // now there is something to go to
  }
  window.addEventListener('hashchange', go);
  go();

  // A department's list names its items by number; their titles are in the file already.
  for (const link of document.querySelectorAll('[id^=d-] li a')) link.append(` ${document.querySelector(`${link.hash} h2`).textContent}`);
})();
