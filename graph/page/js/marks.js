/* Marks: whatever can be pointed at, focused and pinned. A mark has a key, the keys that light it, and filter words.
   Keys: "e" + id for an entity, "r" + number for a row of the answer, "w" + column + "=" + value for a word. */
const ofEntity = id => `e${id}`;
const ofRow = n => `r${n}`;
const ofWord = (column, value) => `w${column}=${value}`;
const entityOf = key => (key && key[0] === 'e' ? key.slice(1) : null);
const keyOf = (value, column) => (N.has(value) && !own(SETS, column) ? ofEntity(value) : ofWord(column, value));

const MARKS = new Map();
const LINKS = new Map();

function mark(key, label, {keys = [], cls = '', filter = null, status = null, confidence = null} = {}, ...children) {
  const id = entityOf(key);
  const node = id !== null ? N.get(id) : null;
  const words = status || (node ? state(id) : 'in force');
  const sure = confidence || doubt(node);
  const g = sv(
    'g',
    {class: `m ${stateClass(words)} c-${sure} ${cls}`, role: 'button', tabindex: -1, data: id !== null ? {id} : {key}},
    children,
  );
  g.setAttribute('aria-label', spoken(g, label));
  MARKS.set(g, {key, keys: new Set([key, ...keys]), filter: filter || (node ? tokens(id) : [])});
  return g;
}
/* What is read aloud holds what is seen, so that who speaks to a screen may say what stands there. */
function spoken(g, label) {
  for (const one of g.querySelectorAll('text')) one.after(' ');
  const seen = g.textContent.replace(/\s+/g, ' ').trim();
  return !seen || label.includes(seen) ? label || seen : `${seen}: ${label}`;
}
const tokens = id => [`k:${group(id)}`, `s:${state(id)}`, `c:${doubt(N.get(id))}`, `j:${N.get(id)?.jurisdiction || ''}`];
/* A line between two marks; lit when either end is. */
function link(a, b, attributes, filter = []) {
  const path = sv(attributes.d ? 'path' : 'line', {...attributes, class: `e ${attributes.class || ''}`});
  LINKS.set(path, {ends: [a, b], filter});
  return path;
}
function forgetMarks() {
  MARKS.clear();
  LINKS.clear();
}

/* Neighbours light up, the rest steps back; nothing moves. */
function light(key) {
  for (const figure of document.querySelectorAll('svg.fig')) figure.classList.toggle('lit', !!key && hasKey(figure, key));
  for (const [g, m] of MARKS) g.classList.toggle('on', !!key && m.keys.has(key));
  for (const [path, l] of LINKS) path.classList.toggle('on', !!key && l.ends.includes(key));
  for (const tr of document.querySelectorAll('#table tbody tr')) tr.classList.toggle('on', !!key && rowKeys(tr).has(key));
  network.light(key);
}
const hasKey = (figure, key) => {
  for (const [g, m] of MARKS) if (m.keys.has(key) && figure.contains(g)) return true;
  return false;
};
function pinMarks() {
  for (const [g, m] of MARKS) g.classList.toggle('pin', m.key === app.pin || (!!app.second && m.key === app.second));
  for (const tr of document.querySelectorAll('#table tbody tr')) tr.classList.toggle('pin', !!app.pin && rowKeys(tr).has(app.pin));
}
const hidden = words => words.some(token => app.off.has(token));
function filterMarks() {
  for (const [g, m] of MARKS) g.classList.toggle('off', hidden(m.filter));
  for (const [path, l] of LINKS) path.classList.toggle('off', hidden(l.filter));
}
