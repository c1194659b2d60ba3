/* Words: of the interface, of the schema, and the names of things, in the language chosen. */
const V = D.vocabulary;
const zh = () => app.lang === 'zh';
const T = (key, numbers = {}) =>
  (own(D.words.ui, key)?.[app.lang] ?? key).replace(/\{(\w+)\}/g, (mark, name) => String(numbers[name] ?? mark));
const comma = () => (zh() ? '、' : ', ');
const colon = () => (zh() ? '：' : ': ');

/* Kinds outside the schema (a foreign graph) get a group each, in the order of their names, so that each keeps its hue. */
const GROUPS = Object.keys(V.groups);
const foreign = [...new Set([...N.values()].map(n => n.label).filter(label => label && !own(V.labels, label)))].sort();
const groupsOfLabels = new Map();
function groupOfLabel(label) {
  let found = groupsOfLabels.get(label);
  if (!found) {
    found = own(V.labels, label)?.group ?? (label ? GROUPS[foreign.indexOf(label) % (GROUPS.length - 1)] : 'step');
    groupsOfLabels.set(label, found);
  }
  return found;
}

const SETS = {
  function: ['functions'],
  role: ['cells', 'functions', 'levers'],
  lever: ['levers'],
  levers: ['levers'],
  effect: ['effects'],
  layer: ['layers'],
  status: ['statuses', 'deal_statuses'],
  state: ['cells', 'statuses'],
  relation: ['relations'],
  relations: ['relations'],
  earlier_relations: ['relations'],
  later_relations: ['relations'],
  links: ['relations'],
  kind: ['cells', 'labels', 'deal_kinds'],
  confidence: ['confidence'],
  change: ['cells'],
  gap: ['cells'],
  verdict: ['cells'],
  position: ['cells'],
  camp: ['cells'],
  quadrant: ['cells'],
  problem: ['cells'],
  direction: ['cells'],
  measure: ['cells'],
  unit: ['cells'],
  aspect: ['cells', 'relations'],
  subtype: ['policy_subtypes'],
};
const ANY = [
  'cells',
  'statuses',
  'functions',
  'levers',
  'effects',
  'layers',
  'relations',
  'labels',
  'deal_kinds',
  'confidence',
  'places',
];
const inSets = (value, sets) => {
  for (const set of sets) {
    const said = own(own(V, set) || own(D.words, set), value);
    if (said) return capital(said[app.lang]);
  }
  return undefined;
};
const word = (set, value) => inSets(value, [set]) ?? String(value ?? '');
const place = code => (N.has(code) ? name(code) : (inSets(code, ['places']) ?? String(code).toUpperCase()));
const readable = value => (/^[a-z][a-z0-9]*([-_][a-z0-9]+)+$/.test(value) ? capital(value.replace(/[-_]/g, ' ')) : value);

/* One value of a cell as a reader sees it. */
function say(value, column = '', brief = false) {
  if (value === null || value === undefined) return '';
  if (value === true || value === false) return T(value ? 'yes' : 'no');
  if (typeof value === 'number') return number(value, column);
  if (Array.isArray(value)) return value.map(item => say(item, column, brief)).join(column === 'path' ? ' → ' : comma());
  if (typeof value === 'object')
    return Object.values(value)
      .map(item => say(item, column, brief))
      .join(' ');
  const known = own(SETS, column);
  const fromSet = known && inSets(value, known);
  if (fromSet) return fromSet;
  if (column === 'jurisdiction' || column === 'region') return brief && N.has(value) ? short(value) : place(value);
  if (N.has(value)) return brief ? short(value) : name(value);
  if (DEALS.has(value)) return DEALS.get(value).name || value;
  if (column === 'source' && own(D.sources, value)) return D.sources[value].title || value;
  const claim = claimName(value);
  if (claim) return claim;
  return inSets(value, ANY) ?? readable(value);
}
/* A claim as a sentence: by its id here, or by what identifies it in the store (dataset|subject|type|object|start). */
function claimName(value) {
  const claim = CLAIMS.get(value) || FIGURES.get(value);
  if (claim?.kind === 'figure')
    return `${capital(say(claim.measure, 'measure'))} ${valueOf(claim)}${claim.qualifier ? ` (${claim.qualifier})` : ''}`;
  const [subject, type, object] = claim ? [claim.subject, claim.type, claim.object] : String(value).split('|').slice(1);
  if (!subject || !own(V.relations, type) || !N.has(subject) || !N.has(object)) return '';
  return zh()
    ? `${short(subject)}：${word('relations', type)} ${short(object)}`
    : `${short(subject)} ${word('relations', type).toLowerCase()} ${short(object)}`;
}
function number(value, column) {
  if (/year|^order$|hops|level|rank/.test(column)) return String(value);
  const [whole, part] = (+value.toFixed(Math.abs(value) >= 1000 ? 1 : 3)).toString().split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (part ? `.${part}` : '');
}
const heading = column => {
  const asked = D.columns.find(c => c.name === column) || {};
  return capital(asked.heading?.[app.lang] ?? own(D.words.columns, column)?.[app.lang] ?? column.replace(/_/g, ' '));
};

/* Names. Chinese falls back to English, which is marked and stays searchable; `short` is for tight places and is not marked. */
const capital = text => text.charAt(0).toUpperCase() + text.slice(1);
const plainName = node => capital(node.name ? node.name.replace(/^[A-Z]{2} ([a-z]+ )?step: /, '') : node.id);
function name(id) {
  const node = N.get(id);
  if (!node) return String(id);
  return (zh() && node.name_zh) || plainName(node) + (/\p{Script=Han}/u.test(node.name) ? '' : T('english_only'));
}
function other(id) {
  const node = N.get(id);
  return !node ? '' : zh() ? (node.name_zh ? plainName(node) : '') : node.name_zh || '';
}
function short(id) {
  const node = N.get(id);
  if (!node) return String(id);
  const said = zh() ? node.short_name_zh || node.name_zh : node.short_name;
  return said || plainName(node).replace(/ \((class|China|payer layer)\)$/, '');
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
function day(date) {
  if (!date) return '';
  const [y, m, d] = String(date).split('-');
  if (zh()) return `${y}年${m ? `${+m}月` : ''}${d ? `${+d}日` : ''}`;
  return `${d ? `${+d} ` : ''}${m ? `${MONTHS[m - 1] ?? m} ` : ''}${y}`;
}
function span(start, end) {
  if (start && end) return start === end ? day(start) : `${day(start)} – ${day(end)}`;
  return start ? T('from', {day: day(start)}) : end ? T('until', {day: day(end)}) : '';
}
