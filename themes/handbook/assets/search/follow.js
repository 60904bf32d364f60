// follow.js: handbook.follow, what an answer needs beside what every reader gets: what other towns have, and what reads
// slips of the keys. It is fetched when a query asks for it.

// handbook.follow(fetch) returns the function that fetches, once keys rest, what is still wanted for an answer:
// more(query, options, done, failed) says whether there is more to come, and calls done whenever some has, or failed
// where it has not; who calls again then, tries again. Only the last call counts.
handbook.follow = fetch => {
  'use strict';
  const rest = 150; // ms without a key
  let waiting = 0, turn = 0;
  return function more(query, options, done, failed) {
    clearTimeout(waiting);
    const mine = ++turn, files = handbook.search.wants(query, options);
    const last = act => () => { if (mine === turn) act(); };
    const fetchAll = () => Promise.all(files.map(fetch)).then(last(done), last(failed));
    if (files.length) waiting = setTimeout(fetchAll, rest);
    return files.length > 0;
  };
};
