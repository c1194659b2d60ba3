/* What follows from the data: entities by id, claims by entity, states by day. */
const own = (object, key) => (object && Object.hasOwn(object, key) ? object[key] : undefined);
/* A table of our own words in which no word of the data finds what every object has. */
const table = entries => Object.assign(Object.create(null), entries);
for (const past of D.history) past.rows = past.rows.map(row => (typeof row === 'number' ? D.past[row] : row)).filter(Boolean);
const list = value => (value === null || value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]);

const N = new Map();
for (const [id, entity] of Object.entries(D.entities)) N.set(id, {...entity, id});
for (const node of D.nodes) N.set(node.id, N.has(node.id) ? {...N.get(node.id), ...node} : node);
const NODES = D.nodes.map(node => N.get(node.id));
const E = D.edges;

/* What the reader has chosen. `pin` and `second` are keys, see marks.js. */
const app = {
  lang: D.lang,
  day: D.as_of || D.built,
  view: '',
  pin: null,
  second: null,
  off: new Set(),
  around: 0,
  look: null /* [x, y, units across] where one looks at a part of the network */,
  sort: null,
  turn: 1,
  sieve: '',
};
const today = D.as_of || D.built;

/* What only a reader's step asks for is made then, and once: a network of thousands is drawn before it is indexed. */
const later = make => {
  let made;
  return () => (made ??= make());
};
const gather = (table, key, item) => (table.has(key) ? table.get(key).push(item) : table.set(key, [item]));

/* Claims: those of the answer; an edge of a plain network that cites none stands for itself. */
const CLAIMS = new Map(Object.entries(D.claims));
for (const [id, claim] of CLAIMS) claim.id = claim.id || id;
const NONE = [];
let bare = 0;
E.forEach((edge, number) => {
  edge.n = number;
  edge.claims = edge.claims ? list(edge.claims).filter(id => CLAIMS.has(id)) : NONE;
  if (!edge.claims.length) bare += 1;
});
const bareClaims = new Map();
const EDGE = Symbol('edge');
function claimOf(edge) {
  if (edge.claims.length) return CLAIMS.get(edge.claims[0]);
  if (!bareClaims.has(edge)) {
    const {n, from: subject, to: object, type = '', state: word = null} = edge;
    const [role, sources] = [list(edge.role), list(edge.sources)];
    bareClaims.set(edge, {...edge, id: `edge ${n}`, kind: 'relation', subject, object, type, state: word, role, sources, [EDGE]: edge});
  }
  return bareClaims.get(edge);
}
const citing = later(() => {
  const found = new Map();
  for (const claim of CLAIMS.values()) {
    const ends = new Set([claim.subject, claim.object, claim.licensor_id, claim.licensee_id].filter(Boolean));
    for (const end of ends) gather(found, end, claim);
  }
  return found;
});
const claimsOf = id => [...(citing().get(id) || NONE), ...edgesOf(id).filter(edge => !edge.claims.length).map(claimOf)];
const DEALS = new Map([...CLAIMS.values()].filter(claim => claim.kind === 'deal').map(claim => [claim.subject, claim]));
const FIGURES = new Map([...CLAIMS.values()].filter(claim => claim.kind === 'figure').map(claim => [claim.id, claim]));
const touching = later(() => {
  const found = new Map();
  for (const edge of E) {
    gather(found, edge.from, edge);
    if (edge.to !== edge.from) gather(found, edge.to, edge);
  }
  return found;
});
const edgesOf = id => touching().get(id) || NONE;
const edgeByClaim = later(() => new Map(E.flatMap(edge => edge.claims.map(id => [id, edge]))));
const edgeOfClaim = claim => claim[EDGE] || edgeByClaim().get(claim.id);

/* Dates may be partial: 2025, 2025-03, 2025-03-06. */
const firstDay = date => {
  if (!/^\d{4}(-\d\d){0,2}$/.test(date || '')) return '';
  const whole = date + '-01-01'.slice(date.length - 4 || 0);
  return Number.isNaN(Date.parse(`${whole}T00:00:00Z`)) ? '' : whole;
};
const dayNumber = date => Math.round(Date.parse(`${date}T00:00:00Z`) / 864e5);
const dayOf = number => new Date(number * 864e5).toISOString().slice(0, 10);

/* The word of a step function ("2025-03-06 planned", ...) on a day; without steps, the word as of the answer's day. */
for (const thing of [...NODES, ...E]) if (thing.states) thing.states.sort();
function stateOf(thing, day = app.day) {
  if (!thing) return 'in force';
  if (!thing.states || (day === today && thing.state)) return thing.state || 'in force';
  let word = 'absent';
  for (const step of thing.states) {
    if (step.slice(0, 10) > day) break;
    word = step.slice(11);
  }
  return word;
}
const state = (id, day) => stateOf(N.get(id), day);
const OVER = new Set(['ended', 'superseded', 'withdrawn']);
const TO_COME = new Set(['planned', 'draft', 'due']);
const doubt = thing => (thing && thing.confidence) || 'verified';
const group = id => groupOfLabel(N.get(id)?.label);
const HAS_TIME = D.history.length > 0 || NODES.some(node => node.states) || E.some(edge => edge.states);
const shownOn = (edge, day = app.day) =>
  stateOf(edge, day) !== 'absent' && state(edge.from, day) !== 'absent' && state(edge.to, day) !== 'absent';
