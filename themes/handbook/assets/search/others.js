// others.js: handbook.others, what a result says of the towns that have its matter in other words: one line, which
// leads to the page that compares them; and the town that a query names. A county of one town does without this script.
handbook.others = (() => {
  'use strict';
  const said = r => `另有 ${r.others.count} 个${handbook.words.towns}写法不同`;
  function line(r, root) {
    const { make, address } = handbook.results, link = make('a', '', said(r));
    link.href = root + address('comparison', r.others);
    return make('p', 'hb-results__about', link);
  }
  // option adds a town to the box's list, place to the search page.
  const front = ({ id }, root) => root + handbook.results.address('town', { town: id });
  function option(town, root, add) {
    const { make } = handbook.results, kind = make('span', 'hb-suggest__kind', handbook.words.towns);
    add(make('li', '', kind, make('span', 'hb-suggest__title', town.name)), front(town, root));
  }
  function place(town, root, found) {
    const { make } = handbook.results, link = make('a', '', town.name);
    link.href = front(town, root);
    found.append(make('p', 'hb-results__department', `${handbook.words.towns}：`, link));
  }
  return { said, line, option, place };
})();
