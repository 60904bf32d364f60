// others.js: handbook.others, what a result says of the towns that have its matter in other words: one line, which
// leads to the page that compares them. A county of one town does without this script.
handbook.others = (() => {
  'use strict';
  const said = r => `另有 ${r.others.count} 个${handbook.words.towns}写法不同`;
  function line(r, root) {
    const { make, address } = handbook.results, link = make('a', '', said(r));
    link.href = root + address('comparison', r.others);
    return make('p', 'hb-results__about', link);
  }
  return { said, line };
})();
