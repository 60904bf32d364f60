// others.js: handbook.others, what a result says of the towns that have its matter in other words: one line, which
// unfolds to these towns, each leading to its own item. A county of one town does without this script.
handbook.others = (() => {
  'use strict';
  const said = r => `另有 ${r.others.count} 个${handbook.words.towns}写法不同`;

  // line is that line on the search page. The towns stand in it once somebody unfolds it: there may be a hundred.
  function line(r, root) {
    const { make, itemAddress } = handbook.results;
    const summary = make('summary', '', said(r)), details = make('details', 'hb-results__others', summary);
    details.addEventListener('toggle', () => {
      if (details.children.length > 1) return;
      // Towns that have it in the same words stand in one line, and in the last those that have words of their own.
      const wordings = r.others.list(), alone = [].concat(...wordings.filter(towns => !towns[1]));
      const add = (head, towns) => details.append(make('p', '', head, ...towns.map(town => {
        const link = make('a', '', town.name);
        link.href = itemAddress(root, town);
        return link;
      })));
      for (const towns of wordings) if (towns[1]) add('写法相同：', towns);
      if (alone.length) add(alone[1] || wordings[1] ? '各有写法：' : '', alone);
    });
    return details;
  }

  return { said, line };
})();
