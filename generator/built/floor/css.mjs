// css.mjs: holds a style sheet against the floor. What stands in @supports is for those who know it, and is not
// looked at; what stands in another at-rule that older browsers leave out whole is held against those who read it.
import { find, lacking, raised } from './table.mjs';

const oldUnits = new Set('px em ex cm mm in pt pc % deg s ms fr'.split(' '));
const alignments = /^(align|justify)-(content|items)$/;
const gaps = /^((row|column)-)?gap$/;

// functionNames leads from a function to its place in the table, of those that values are made of.
function functionNames(data) {
  const names = new Map();
  const walk = (at, path) => {
    for (const [name, below] of Object.entries(at)) {
      if (name === '__compat' || typeof below !== 'object') continue;
      if (!names.has(name)) names.set(name, `${path}.${name}`);
      walk(below, `${path}.${name}`);
    }
  };
  walk(data.css.types, 'css.types');
  for (const name of ['repeat', 'minmax']) names.set(name, `css.properties.grid-template-columns.${name}`);
  return names;
}

/** judge returns what of a style sheet older browsers do not know: where, and the feature's name in the table. */
export function judge(css, text, data, floor, harmless) {
  const found = [], functions = functionNames(data);
  const unread = e => found.push(
    { where: e.sourceFragment(0).trim(), feature: e.message, needs: ['what can be read'] });
  const sheet = css.parse(text, { parseCustomProperty: true, onParseError: unread });
  const grids = new Set();
  const named = rule => css.generate(rule.prelude).split(',');
  css.walk(sheet, { visit: 'Rule', enter(rule) {
    if (!/[{;](display:(inline-)?grid|grid-template|columns:)/.test(css.generate(rule.block))) return;
    for (const name of named(rule)) grids.add(name);
  } });

  // missing is what a browser of this floor lacks of the features that something needs.
  function missing(features, least) {
    return features.flatMap(feature => {
      const entry = find(data, feature);
      if (!entry) return [{ feature, needs: ['no browser of the table'] }];
      const needs = lacking(entry, least);
      return needs.length ? [{ feature, needs, entry }] : [];
    });
  }
  // report notes what is missing, but for what is listed as harmless.
  function report(where, lacks) {
    for (const { feature, needs } of lacks) {
      if (harmless.has(feature)) harmless.get(feature).used = true;
      else found.push({ where, feature, needs });
    }
  }
  const above = (lacks, least) => lacks.reduce((at, { entry }) => entry ? raised(entry, at) : at, least);

  function needsOfSelector(selector) {
    const needs = [];
    css.walk(selector, node => {
      const { type, name, children } = node;
      if (type === 'PseudoClassSelector' || type === 'PseudoElementSelector') {
        if (name[0] !== '-') needs.push(`css.selectors.${name}`);
        if (name === 'not' && children.first.children.size > 1) needs.push('css.selectors.not.selector_list');
      }
      if (type === 'NestingSelector') needs.push('css.selectors.nesting');
      if (type === 'AttributeSelector' && node.flags) needs.push('css.selectors.attribute.case_insensitive_modifier');
    });
    return needs;
  }

  function needsOfDeclaration({ property, value }, room, isGrid) {
    const own = `${room}.${property}`, needs = [], custom = property.startsWith('--');
    if (!custom && property[0] !== '-') needs.push(own);
    if (needs.length && missing(needs, floor).length) return needs; // its values go with it
    const parts = value.children ? value.children.toArray() : [];
    css.walk(value, node => {
      const { type, name } = node;
      if (type === 'Function' && name[0] !== '-' && property !== 'clip')
        needs.push(functions.get(name) || `css.types.${name}`);
      if (type === 'Dimension' && !oldUnits.has(node.unit)) needs.push(unit(node.unit));
    });
    const has = type => parts.some(part => part.type === type);
    const words = parts.filter(part => part.type !== 'Dimension').length;
    for (const part of parts) {
      const name = `${own}.${part.name}`;
      if (part.type !== 'Identifier' || !find(data, name)) continue;
      if (!(alignments.test(property) && isGrid)) needs.push(name);
    }
    if (property === 'content' && has('Operator')) needs.push(`${own}.alt_text`);
    if (/^list-style/.test(property) && has('String')) needs.push('css.properties.list-style-type.string');
    if (property === 'text-decoration' && has('Dimension')) needs.push(`${own}.includes_thickness`);
    if (property === 'text-decoration' && words > 1) needs.push(`${own}.includes_color-and-style`);
    if (gaps.test(property) && !isGrid) needs.push('css.properties.gap.flex_context');
    return needs;
  }
  function unit(name) {
    if (/^cq/.test(name)) return 'css.types.length.container_query_length_units';
    const kind = { d: 'dynamic', s: 'small', l: 'large' }[/^[dsl]v/.test(name) ? name[0] : ''];
    return `css.types.length.${kind ? `viewport_percentage_units_${kind}` : name}`;
  }

  // roomOf is where the table has a property: a page's size is not an element's.
  const roomOf = (room, { property }) => find(data, `${room}.${property}`) ? room : 'css.properties';

  // A declaration that is too new does no harm where one that is not stands before it.
  function declarations(block, where, least, isGrid) {
    const known = new Set(), room = where.startsWith('@page') ? 'css.at-rules.page' : 'css.properties';
    for (const node of block.children) {
      if (node.type === 'Atrule' || node.type === 'Rule') visit(node, least, node.type === 'Rule' ? where : '');
      if (node.type !== 'Declaration') continue;
      const { property } = node, lacks = missing(needsOfDeclaration(node, roomOf(room, node), isGrid), least);
      if (!lacks.length) known.add(property);
      else if (known.has(property) || known.has(`-webkit-${property}`)) continue;
      else report(`${where} { ${css.generate(node)} }`, lacks);
    }
  }

  function rule(node, least) {
    const where = css.generate(node.prelude);
    const each = node.prelude.children.toArray().map(selector => missing(needsOfSelector(selector), least));
    const lacks = each.flat(), foreign = /:-(webkit|moz)-/.test(where);
    // Of a list with one selector that they do not know, older browsers drop all.
    if (each.length > 1 && (foreign || lacks.length && each.some(some => !some.length)))
      found.push({ where, feature: 'a list of selectors', needs: ['a rule of its own for the newer one'] });
    else report(where, lacks);
    declarations(node.block, where, above(lacks, least), named(node).some(name => grids.has(name)));
  }

  function visit(node, least, inside) {
    if (node.type === 'Rule') {
      if (inside) report(inside, missing(['css.selectors.nesting'], least));
      return rule(node, least);
    }
    if (node.type !== 'Atrule' || node.name === 'supports') return;
    const where = `@${node.name} ${node.prelude ? css.generate(node.prelude) : ''}`.trim();
    const margin = /^(top|right|bottom|left)-/.test(node.name); // a box in the margin of a page
    const needs = [`css.at-rules.${margin ? 'page.at_' : ''}${node.name}`];
    if (node.name === 'media') css.walk(node.prelude, part => {
      if (part.type === 'Feature') needs.push(`css.at-rules.media.${part.name.replace(/^(min|max)-/, '')}`);
      if (part.type === 'FeatureRange') needs.push('css.at-rules.media.range_syntax');
    });
    const lacks = missing(needs, least);
    report(where, lacks);
    if (node.block) inner(node, where, above(lacks, least));
  }
  function inner(node, where, least) {
    const { children } = node.block;
    if (children.some(child => child.type === 'Declaration')) declarations(node.block, where, least, false);
    else for (const child of children) visit(child, least, '');
  }

  for (const node of sheet.children) visit(node, floor, '');
  return found;
}
