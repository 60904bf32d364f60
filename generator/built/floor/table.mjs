// table.mjs: the oldest browsers that the handbook is for, and what the table of @mdn/browser-compat-data says of a
// feature.

/** The floor: who has these, or newer ones, can read and search the handbook. themes/README.md says the same. */
export const floor = { chrome: 66, chrome_android: 66, firefox: 140, safari_ios: 12 };

// number is a version as a number; Infinity where the table says false, or names a preview.
const number = version => typeof version === 'string' ? parseFloat(version.replace('≤', '')) : Infinity;

// since is the version from which a browser has a feature under its own name, without a switch, and still has it;
// Infinity where it never has. What it had in part before it had all (an outline that was not round) counts.
function since(entry, browser) {
  const statements = [].concat(entry.__compat.support[browser] || []);
  const plain = statements.filter(s => !s.flags && !s.alternative_name && !s.prefix
    && (!s.version_removed || statements.some(next => next.version_added === s.version_removed)));
  return Math.min(Infinity, ...plain.map(s => number(s.version_added)));
}

/** lacking names the browsers of a floor that are too old for a feature, with the versions that they would need. */
export function lacking(entry, least) {
  const versions = Object.keys(least).map(browser => [browser, since(entry, browser)]);
  return versions.filter(([browser, version]) => version > least[browser])
    .map(([browser, version]) => `${browser} ${version === Infinity ? 'has none' : version}`);
}

/** raised is the floor among those browsers that know a feature: what only they read may need what they need. */
export function raised(entry, least) {
  return Object.fromEntries(Object.entries(least)
    .map(([browser, version]) => [browser, Math.max(version, since(entry, browser))]));
}

/** find is the entry of a feature that is named by its path: css.properties.gap.flex_context. */
export function find(data, path) {
  const entry = path.split('.').reduce((at, name) => at && Object.hasOwn(at, name) ? at[name] : undefined, data);
  return entry && entry.__compat ? entry : undefined;
}
