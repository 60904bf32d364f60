// follow.js: handbook.follow, what an answer needs beside what every reader gets: what other towns have, and what reads
// slips of the keys. It is fetched when a query asks for it.

// handbook.follow(fetch) returns the function that fetches, once keys rest, what is still wanted for an answer:
// more(query, options, done) says whether there is more to come, and calls done when it has, or could not. Then
// more.failed has what is said of that, and what to do, until something else is asked, or somebody takes it away. Only
// the last call counts.
handbook.follow = fetch => {
  'use strict';
  const rest = 150; // ms without a key
  const failed = ['有些内容没能载入，这里可能不全。', '看看网络，再试一次'];
  let waiting = 0, turn = 0, last = '';
  return function more(query, options, done) {
    clearTimeout(waiting);
    const mine = ++turn, asked = JSON.stringify([query, options]);
    if (asked !== last) more.failed = null;
    last = asked;
    const files = more.failed ? [] : handbook.search.wants(query, options);
    const ended = failed => () => {
      if (mine !== turn) return;
      more.failed = failed;
      done();
    };
    const fetchAll = () => Promise.all(files.map(fetch)).then(ended(null), ended(failed));
    if (files.length) waiting = setTimeout(fetchAll, rest);
    return files.length > 0;
  };
};
