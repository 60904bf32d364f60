// results.js: handbook.results, what the search found as parts of a page. Texts become text nodes and nothing else:
// whatever is typed or kept in the list, it cannot become markup.
handbook.results = (() => {
  'use strict';
  const shown = 64; // characters of a long line, around what matched

  function make(name, className, ...children) {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...children);
    return element;
  }

  function marked(text, marks) {
    const out = document.createDocumentFragment();
    let at = 0;
    for (const [from, to] of marks) {
      out.append(text.slice(at, from), make('mark', '', text.slice(from, to)));
      at = to;
    }
    out.append(text.slice(at));
    return out;
  }

  // around cuts a long line to the part that matched, from the clause's beginning if that is near.
  function around(text, marks) {
    const first = marks.length ? marks[0][0] : 0, clause = text.slice(0, first).search(/[^，；。：、]*$/);
    // No character that JavaScript counts as two is cut.
    const whole = at => /^[\udc00-\udfff]/.test(text.slice(at)) ? at + 1 : at;
    const from = whole(first <= 24 ? 0 : first - clause <= 24 ? clause : first - 12);
    const to = whole(Math.min(text.length, from + shown));
    const inside = marks.filter(m => m[0] < to).map(m => [m[0] - from, Math.min(m[1], to) - from]);
    const out = marked(text.slice(from, to), inside);
    if (from) out.prepend('…');
    if (to < text.length) out.append('…');
    return out;
  }

  // address is where something is found: what is "item", "department" or "category", and its pattern has the names of
  // the values. A place on a page follows "place". The patterns and what is told of the lists are the generator's.
  const address = (what, values) => handbook.addresses[what].replace(/{(\w+)}/g, (_, name) => values[name]);
  const itemAddress = (root, { town, kind, id }) =>
    root + address('item', { town, list: kind, no: id.slice(kind.length + 1) });
  const dutyAddress = (root, r) => itemAddress(root, r) + address('place') + r.line.anchor;
  const seal = r => make('span', 'hb-no', make('b', 'hb-seal', handbook.lists[r.kind][0]), ` ${r.no}`);
  const look = r => `hb-is-${handbook.lists[r.kind].split(' ')[2]}`;

  // who says who does an item, as its page does; see generator/page/answer.go.
  function who({ town, kind, departments, own }) {
    const { named, lists, called } = handbook.answers, number = departments.length, [none, few, many] = lists[kind];
    const values = { town: called[town], names: departments.map(d => d.short).join('、'), number };
    return (own || (number > named ? many : number ? few : none)).replace(/{(\w+)}/g, (_, name) => values[name]);
  }
  // few are names in a row; of more than three, the first and how many there are.
  const few = (names, what) =>
    names.length > 3 ? `${names.slice(0, 2).join('、')}等 ${names.length} 个${what}` : names.join('、');
  // where is the towns that have a result, where the county has several.
  const where = ({ towns }) => few(towns, handbook.words.towns);
  // about names departments where who only counts them.
  function about(r) {
    const unsaid = r.departments.length > handbook.answers.named ? r.departments : [];
    return [where(r), r.category.name, few(unsaid.map(d => d.short), '')].filter(Boolean).join('｜');
  }

  // why says which words of the list those are that were typed.
  const unique = words => [...new Set(words.filter(Boolean))];
  function why(r) {
    const said = unique(r.why.map(step => step.said));
    return said.length ? `清单里的说法：${said.join('、')}` : '';
  }

  // taken says for what a query was taken as a whole: what was looked for in place of a slip, or which of its words
  // nothing has together.
  const quoted = words => words.map(word => `“${word}”`);
  function taken({ results, missing, paper }) {
    if (paper) return paper.said;
    if (missing) return `没有同时写到${quoted([...missing.kept, ...missing.without]).join('和')}的事项。`;
    const mended = unique([].concat(...results.map(r => r.why)).map(step => step.mended));
    return mended.length ? `按${quoted(mended).join('')}查找` : '';
  }

  // count is how many results an answer has; told says that in a line above those that are shown.
  const count = ({ total, partly }) => `${total} 项${partly ? '以上' : ''}`;
  function told(answer, shown) {
    const { missing, total } = answer, how = taken(answer);
    if (answer.paper) return `${how}，有 ${total} 项：`;
    const part = total > shown ? `，先列 ${shown} 项` : '';
    if (missing) return `${how}写到${quoted(missing.kept).join('和')}的有 ${count(answer)}${part}：`;
    return `${how && `${how}，`}共 ${count(answer)}${part}`;
  }

  // option is a line of the box's list.
  function option(r) {
    const item = make('li', look(r), seal(r), make('span', 'hb-suggest__title', marked(r.title, r.marks)),
      make('b', 'hb-suggest__answer', who(r)));
    if (why(r)) item.append(make('small', '', why(r)));
    else if (r.line) item.append(make('small', '', around(r.line.text, r.line.marks)));
    if (r.towns.length) item.append(make('small', '', where(r)));
    if (r.others) item.append(make('small', '', handbook.others.said(r)));
    return item;
  }

  // phone is a department's number to call, which stands among its names.
  const phone = ({ aliases }) => aliases.find(name => /^\d[\d-]+(转\d+)?$/.test(name));
  const department = d => make('li', '', make('span', 'hb-suggest__kind', '部门'),
    make('span', 'hb-suggest__title', d.name), ...phone(d) ? [make('small', '', `电话 ${phone(d)}`)] : []);

  // answer is a department on the search page, with its number to call.
  function answer(d, root) {
    const link = make('a', '', d.name), line = make('p', 'hb-results__department', '部门：', link);
    link.href = root + address('department', d);
    if (phone(d)) {
      const call = make('a', 'hb-phone', phone(d));
      call.href = `tel:${phone(d).replace('转', ';ext=')}`;
      line.append(' ', call);
    }
    return line;
  }

  // entry is a result on the search page.
  function entry(r, root) {
    const title = make('a', '', marked(r.title, r.marks));
    title.href = itemAddress(root, r);
    const item = make('li', look(r), seal(r), title, make('p', 'hb-results__answer', who(r)));
    if (why(r)) item.append(make('p', 'hb-results__why', why(r)));
    if (r.line) {
      const link = make('a', '', around(r.line.text, r.line.marks));
      link.href = dutyAddress(root, r);
      item.append(make('p', 'hb-results__line', link));
    }
    item.append(make('p', 'hb-results__about', about(r)));
    if (r.others) item.append(handbook.others.line(r, root));
    return item;
  }

  return { make, address, itemAddress, dutyAddress, who, taken, count, told, option, department, answer, entry };
})();
