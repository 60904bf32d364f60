// paper.js: what stands on a page of the bound book. It is part of the search where a book has been printed, stands
// behind engine.js, and answers for it a query that is a page's number and nothing else: 79页, 印刷本第七十九页, P.79.
// The answer's results are the items on that page; paper is then { said, address }: the line above them, and the page
// in the book's file. Of a page without an item, they are those of the nearest page with one.
//
// Which items stand on which page is a file of the book's, <town>/paper.js, fetched for such a query alone.
(() => {
  'use strict';
  const { load, search, wants } = handbook.search, { toChinese } = handbook.packing;
  const books = {};
  let own = null; // the town whose text is read whole

  // pages are the items of each page, each as how it is asked for: joint 88. An item may stand on several.
  function pages({ lists, pages }) {
    const names = [];
    for (let i = 0; i < lists.length; i += 2)
      for (let no = 1; no <= lists[i + 1]; no++) names.push(lists[i] + no);
    let next = 0;
    return pages.map(code => names.slice(next - code % 2, next += code >> 1));
  }

  const before = '(?:(?:印刷本|纸质书|纸书|书|手册|pdf ?版?(?: ?\\(纸质书\\))?) ?的? ?)?';
  const forms = [
    `${before}第? ?0*(\\d{1,4}|[一二三四五六七八九十百零]+) ?页 ?(?:上?[有是写].{0,5})?\\??`,
    'p(?:age|g)?\\.? ?0*(\\d{1,4})'
  ].map(form => new RegExp(`^${form}$`));
  // numberIn is the page that a query asks for, as it is written there, or null.
  function numberIn(query) {
    const text = String(query == null ? '' : query).slice(0, 40).normalize('NFKC').toLowerCase().trim();
    const found = forms.map(form => form.exec(text)).find(Boolean);
    return found && found[1];
  }

  // onPage is the answer, from what the engine says of each item by its number.
  function onPage(book, number, options) {
    let n = number > 0 ? +number : 1;
    while (!(number > 0) && n <= book.end && toChinese(`${n}`) !== number) n++;
    const at = pages(book), near = at.map((names, i) => names.length ? i + 1 : 0).filter(Boolean)
      .sort((a, b) => Math.abs(a - n) - Math.abs(b - n))[0];
    const names = at[near - 1], one = Object.assign({}, options, { limit: 1 });
    const results = [].concat(...names.map(name => search(name, one).results)).filter(r => r.town === book.town);
    const page = `PDF 版（纸质书）第 ${near} 页`;
    const none = n > book.end ? `纸质书正文到第 ${book.end} 页为止` : `纸质书第 ${n} 页没有事项`;
    return Object.assign(search('', {}), {
      results, total: results.length, none: !results.length,
      paper: {
        said: near === n ? page : `${none}，最近的是第 ${near} 页`, address: `${book.file}#page=${book.front + near}`
      }
    });
  }

  Object.assign(handbook.search, {
    load(part) {
      if (part.part === 'titles') own = own || part.town;
      if (part.part === 'paper') books[part.town] = part; else load(part);
    },
    search(query, options) {
      const number = numberIn(query);
      return number && books[own] ? onPage(books[own], number, options) : search(query, options);
    },
    wants(query, options) {
      return numberIn(query) && own ? books[own] ? [] : [`../${own}/paper.js`] : wants(query, options);
    }
  });
})();
