// scripts.mjs: holds a script against the floor: its syntax is that of ES2017, and what it calls by name is old enough.
import { find, lacking } from './table.mjs';

const objects = {
  window: 'Window', document: 'Document', navigator: 'Navigator',
  history: 'History', location: 'Location', performance: 'Performance',
};

// names leads from the name of a method or an attribute to all its places in the table.
function names(data) {
  const all = new Map();
  for (const [room, path] of [[data.javascript.builtins, 'javascript.builtins'], [data.api, 'api']])
    for (const [kind, members] of Object.entries(room))
      for (const [name, member] of Object.entries(members)) {
        if (name === '__compat' || !member.__compat) continue;
        if (!all.has(name)) all.set(name, []);
        all.get(name).push(`${path}.${kind}.${name}`);
      }
  return all;
}

/** judge returns what of a script older browsers do not know: where, and the feature's name in the table. */
export function judge({ parse, full }, text, data, floor, harmless) {
  let program;
  try {
    program = parse(text, { ecmaVersion: 2017, locations: true });
  } catch (e) {
    return [{ where: text.slice(e.pos - 20, e.pos + 20), feature: e.message, needs: ['a newer syntax than ES2017'] }];
  }
  const members = names(data), found = [], own = new Set(), declared = new Set(), asked = [];
  const key = node => node.name || node.value;

  // What a value is, is not known here. A name is old enough where one of those that have it is; the script's own
  // names are left out.
  full(program, node => {
    const keys = (node.properties || []).filter(property => !property.computed).map(property => key(property.key));
    if (node.type === 'ObjectExpression') for (const name of keys) own.add(name);
    if (node.type === 'ObjectPattern') for (const name of keys) asked.push({ name });
    if (node.type === 'MemberExpression' && !node.computed) asked.push({ name: node.property.name, of: node.object });
    if (/Function/.test(node.type)) for (const name of [node.id, ...node.params].filter(Boolean)) bind(name);
    if (node.type === 'VariableDeclarator') bind(node.id);
    if (node.type === 'CatchClause' && node.param) bind(node.param);
    if (node.type === 'Identifier') asked.push({ global: node.name });
  });
  function bind(pattern) {
    if (!pattern) return;
    if (pattern.type === 'Identifier') declared.add(pattern.name);
    const { left, argument, value, elements = [], properties = [] } = pattern;
    for (const inner of [left, argument, value, ...elements, ...properties]) bind(inner);
  }

  for (const { name, of, global } of asked) {
    let places;
    if (global) {
      if (declared.has(global)) continue;
      places = [`javascript.builtins.${global}`, `api.${global}`, `api.Window.${global}`];
    } else {
      const known = of && of.type === 'Identifier' && !declared.has(of.name); // Object, navigator
      const exact = known ? [`javascript.builtins.${of.name}.${name}`, `api.${objects[of.name]}.${name}`] : [];
      const sure = exact.filter(place => find(data, place));
      if (!sure.length && own.has(name)) continue;
      places = sure.length ? sure : members.get(name) || [];
    }
    const entries = places.map(feature => ({ feature, entry: find(data, feature) })).filter(({ entry }) => entry);
    const there = entries.map(({ feature, entry }) => ({ feature, needs: lacking(entry, floor) }));
    if (!there.length || there.some(({ needs }) => !needs.length)) continue;
    const listed = there.find(({ feature }) => harmless.has(feature));
    if (listed) harmless.get(listed.feature).used = true;
    else found.push({ where: global || name, ...there[0] });
  }
  return found;
}
