// engine_cases.js: what the engine must do whatever the list says. A plain script: node runs it with rank.mjs --test, a
// browser by loading it after the engine and the data. engineCases(search) returns what went wrong, one line each.
function engineCases(search) {
  const wrong = [];
  const check = (what, ok) => { if (!ok) wrong.push(what); };
  const ids = (query, options) => search.search(query, options).results.map(r => r.id);
  const fits = (text, marks) => marks.every(([from, to], i) =>
    from >= 0 && from < to && to <= text.length && (!i || from > marks[i - 1][1]));
  const shapedResult = ({ title, category, why, marks, line }) =>
    title && category.name && Array.isArray(why) && fits(title, marks) &&
    (!line || line.anchor && fits(line.text, line.marks));
  const shaped = ({ results, departments, none }) =>
    Array.isArray(results) && Array.isArray(departments) && typeof none === 'boolean' && results.every(shapedResult);

  // Nothing that can be typed makes it throw, hang or answer in another shape.
  const odd = [
    '', ' ', null, undefined, 12, {}, '。，！', '<script>alert(1)</script>', '.*+?^${}()|[]\\', "';--", '%00', '\0',
    '😀😀', '\ud800', '\udc00低保', 'مرحبا', '\u202e低保', '⑫', '㊀', 'ﷺ', 'İ', 'ＤＭＣＣ',
    '__proto__', 'constructor', 'toString', 'hasOwnProperty',
    '低'.repeat(10000), 'a'.repeat(10000), 'xianxianxian'.repeat(900), '低保 '.repeat(3000),
    '一'.repeat(500), '1'.repeat(500)
  ];
  for (const query of odd) {
    const name = String(JSON.stringify(query)).slice(0, 40);
    const start = Date.now();
    let answer = null;
    try { answer = search.search(query); } catch (e) { check(`${name} throws ${e.message}`, false); }
    if (answer) check(`${name} answers in another shape`, shaped(answer));
    check(`${name} takes ${Date.now() - start} ms`, Date.now() - start < 500);
  }
  check('script tags are text', !search.search('<script>').results.some(r => /[<>]/.test(r.title)));

  // Item numbers, in every way of writing them.
  for (const query of ['收回19', '收回 19', '收回第十九项', '上级收回19', 'reclaimed-019', '收19'])
    check(`${query} is reclaimed-019`, ids(query)[0] === 'reclaimed-019');
  check('12 names an item of each list', ids('12').slice(0, 3).sort().join() === 'basic-012,joint-012,reclaimed-012');
  check('配合第三十四项 is joint-034', ids('配合第三十四项')[0] === 'joint-034');

  // The same words folded, in another order, as pinyin, with ü typed as v or u.
  for (const [a, b] of [
    ['APP', 'ａｐｐ'], ['森林 防火', '防火　森林'], ['“一卡通”', '一卡通'], ['dibao', 'DI BAO'], ['lvhua', 'luhua'],
    ['lvhua', 'lühua'], ['dibaozhaoshei', '低保找谁'], ['wo xiang shenqing dibao', '我想申请低保'],
    ['nongjibutiezenmeling', '农机补贴怎么领'], ['物业管理条例63条', '物业管理条例六十三条']
  ])
    check(`${a} and ${b} have one first answer`, ids(a)[0] && ids(a)[0] === ids(b)[0]);

  // Filters, alone and with a query.
  const joint = search.search('', { list: 'joint', limit: 1000 }).results;
  check('a filter alone lists its items', joint.length > 1 && joint.every(r => r.kind === 'joint'));
  check('no query and no filter: no results', !ids('').length && !search.search('').none);
  const { category, departments } = joint[0];
  const working = options => search.search('工作', options).results;
  check('category filter', working({ category: category.id }).every(r => r.category.id === category.id));
  const has = id => r => r.departments.some(d => d.id === id);
  check('department filter', working({ department: departments[0].id }).every(has(departments[0].id)));
  check('town filter', !ids('低保', { town: 'nowhere' }).length);
  check('limit', search.search('农村', { limit: 3 }).results.length === 3);

  // Every title is its own best answer, and every department's name names it.
  for (const { id, title } of search.search('', { list: 'reclaimed', limit: 1000 }).results)
    check(`${title} finds ${id}`, ids(title)[0] === id);
  for (const d of departments) check(`${d.short} names ${d.name}`, search.search(d.short).departments[0].id === d.id);

  let slices = 1;
  while (search.unpack() && slices < 100) slices++;
  check('unpack comes to an end', slices < 100 && !search.unpack());
  const named = [...new Set(joint.flatMap(r => r.departments))];
  const unique = ({ id }, i) => named.findIndex(d => d.id === id) === i;
  check('departments have ids', named.every((d, i) => /^[a-z][a-z-]*$/.test(d.id) && unique(d, i)));
  check('items have a town', joint.every(r => r.town && r.towns.every(name => name && name !== r.town)));

  const why = query => JSON.stringify(search.search(query).results[0].why[0]);
  check('says why', why('新农合') === '{"typed":"新农合","said":"基本医疗保险"}');
  check('says what it mended', why('宅基池') === '{"typed":"宅基池","mended":"宅基地"}');
  const all = search.search('工作', { limit: 3 });
  check('counts what it leaves out', all.results.length === 3 && all.total > 3 &&
    search.search('工作', { limit: all.total + 1 }).results.length === all.total);
  check('says none', search.search('港澳通行证').none && !ids('港澳通行证').length);
  const { missing, results: [kept] } = search.search('低保审批');
  check('says what was left out', missing && missing.kept.join() === '低保' && missing.without.join() === '审批' &&
    kept.id === ids('低保')[0]);
  check('leaves out nothing that the list lacks', !ids('公积金怎么提取').length && !ids('低保护照').length);
  check('leaves out nothing in vain', search.search('低保').missing === null);
  const answer = () => JSON.stringify(search.search('给牛羊打防疫针'));
  check('the same twice', answer() === answer());
  return wrong;
}
