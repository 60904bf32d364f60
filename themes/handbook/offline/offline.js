// offline.js: the script of the one-file edition. Each item, list and department is a leaf; it shows the one that the
// address names, alone. And it searches, with the site's own engine: the question is in the address, after #q=.
(() => {
  'use strict';
  const form = document.querySelector('.hb-search'), input = form.elements.q;
  const found = document.getElementById('results'), status = document.querySelector('#found [role=status]');
  const html = document.documentElement;
  const most = 50;
  const left = {}; // of each leaf, how far down the reader was
  let ready = false, open = null, followed = false;

  function entry(element) {
    for (const link of element.querySelectorAll('a[href^="#"]')) locate(link.hash.slice(1));
    return element;
  }

  function ask() {
    found.textContent = status.textContent = '';
    openLeaf(document.getElementById('found'));
    if (!ready) handbook.fill();
    ready = true;
    const { make, told, answer: department, entry: line } = handbook.results;
    const answer = handbook.search.search(typed(), { limit: most });
    found.append(...answer.departments.map(d => entry(department(d, ''))));
    if (answer.results.length) found.append(make('ul', 'hb-index', ...answer.results.map(r => entry(line(r, '')))));
    const shown = answer.results.length;
    status.textContent = shown ? told(answer, shown) : '没有找到，可以换个说法，或只写一两个关键的字';
  }

  // locate finds the duty that an address names and gives it this id: joint-028-town-2-1 is the first duty of the
  // second block of the part "town".
  function locate(id) {
    const [, item, part, block, n] = /^([a-z]+-\d+)-([a-z]+)-(\d+)-(\d+)$/.exec(id) || [];
    const article = item && document.getElementById(item);
    if (!article || document.getElementById(id)) return;
    const column = part === 'field'; // each is a part of its own
    const place = article.querySelector(`.hb-leaf__${part}${column ? `-${block}` : ''}`);
    const statement = [...article.children].filter(e => e.tagName === 'P').pop();
    let blocks = column ? block - 1 : 0, duty = statement;
    for (const element of place ? place.children : []) {
      const { tagName, previousElementSibling: before } = element;
      if (tagName === 'H4' || before && before.tagName === 'H3') blocks++;
      if (blocks === +block && tagName !== 'H4') duty = /^[OU]L$/.test(tagName) ? element.children[n - 1] : element;
    }
    if (duty) duty.id = id;
  }

  // openLeaf shows one leaf alone. html gets its class last: should anything fail before, all leaves are still shown.
  function openLeaf(leaf) {
    if (open) open.classList.remove('hb-leaf--open');
    open = leaf;
    open.classList.add('hb-leaf--open');
    html.classList.remove('hb-all');
    html.dataset.head = `${leaf.querySelector('h2').textContent}｜${document.title}`; // above each printed page
    html.classList.add('hb-one');
  }

  // The address follows what is typed, and what is typed follows the address. Chat programs cut addresses off in the
  // middle of a character: what can be read before that counts. Half a character may be typed, too, at which
  // encodeURIComponent would throw.
  const typed = () => input.value.trim();
  const addressOf = q => q ? `#${new URLSearchParams({ q })}` : '#front';
  function asked() {
    if (!location.hash.startsWith('#q=')) return '';
    let text = location.hash.slice(3, 3 + 9 * input.maxLength).replace(/\+/g, ' '); // a character is at most %xx%xx%xx
    for (; text; text = text.slice(0, -1)) {
      try { return decodeURIComponent(text).trim(); } catch (e) { /* shorter, until it can be read */ }
    }
    return '';
  }
  function write() {
    if (typed() && !asked()) {
      leave();
      location.hash = addressOf(typed()); // so that "back" leads to the leaf before
    } else {
      try { history.replaceState(null, '', addressOf(typed())); } catch (e) { location.replace(addressOf(typed())); }
    }
    if (typed()) ask(); else read();
  }

  // read opens the leaf that the address names, and returns the element in it that it names.
  function read() {
    const q = asked(), id = location.hash.slice(1), front = document.getElementById('front');
    if (typed() && location.hash === addressOf(typed())) return null; // this is what was typed
    locate(id);
    const place = q ? null : document.getElementById(id), leaf = place ? place.closest('.hb-leaf') : front;
    if (!leaf && open) return null; // an element outside of all leaves
    input.value = q;
    if (q) ask(); else openLeaf(leaf || front);
    return place;
  }

  // A browser cannot scroll to what is in a leaf that is not open, nor, on the way back, to where the reader was. So
  // who follows a link is taken to the element, and who comes back, to where he was in the leaf.
  function leave() {
    left[open.id] = window.pageYOffset;
    followed = true;
  }
  function go() {
    const place = read();
    if (place && !place.matches(':target')) location.replace(location.hash); // locate has just given it its id
    if (followed) (place || open).scrollIntoView();
    else if (open.id in left) window.scrollTo(0, left[open.id]);
    followed = false;
  }

  form.addEventListener('submit', e => { e.preventDefault(); write(); });
  input.addEventListener('input', write);
  document.addEventListener('click', e => { if (e.target.closest('a[href^="#"]')) leave(); });
  window.addEventListener('popstate', read); // most browsers tell of it before they go anywhere
  window.addEventListener('hashchange', go);
  go();

  document.addEventListener('click', e => {
    const button = e.target.closest('[data-do]');
    if (!button) return;
    const all = html.classList.toggle('hb-all', button.dataset.do === 'print-all'); // on paper only
    if (all) html.dataset.head = document.title;
    try { window.print(); } catch (err) { /* a window of a chat program */ }
  });
  window.addEventListener('afterprint', () => html.classList.remove('hb-all'));

  // A department's list names its items by number; their titles are in the file already.
  for (const link of document.querySelectorAll('.hb-leaf--department li a')) {
    link.append(` ${document.querySelector(`${link.hash} h2`).textContent}`);
  }
})();
