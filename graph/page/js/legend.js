/* The legend: what stands in the picture; each entry hides or shows. Kinds first, then states and doubt, then relations. */
function drawLegend() {
  const here = app.view === 'network' ? NODES.filter(node => stateOf(node) !== 'absent') : idsInFigure().map(id => N.get(id));
  const kinds = countBy(here, node => groupOfLabel(node.label), GROUPS);
  const labels = new Map(GROUPS.map(kind => [kind, []]));
  for (const label of new Set(here.map(node => node.label))) if (label) labels.get(groupOfLabel(label)).push(label);
  const states = countBy(here, node => stateOf(node), ['in force', 'planned', 'due', 'draft', 'unknown', 'ended', 'superseded', 'withdrawn']);
  const parts = [];
  for (const [kind, n] of kinds) parts.push(entry(`k:${kind}`, icon(kind), kindName(kind, labels.get(kind)), n));
  if (states.length > 1) {
    parts.push(el('span', {class: 'gap'}));
    for (const [said, n] of states) parts.push(entry(`s:${said}`, icon('rule', stateClass(said)), word('statuses', said), n));
  }
  for (const said of ['reported', 'unverified']) {
    const unsure = here.filter(node => doubt(node) === said).length;
    if (unsure) parts.push(entry(`c:${said}`, icon('rule', `c-${said}`), word('confidence', said), unsure));
  }
  $('legend').setAttribute('aria-label', T('legend'));
  $('legend').replaceChildren(...parts, ...(app.view === 'network' ? relationLegend() : []));
}
/* A group with a single foreign kind bears the kind's own name. */
const kindName = (kind, labels) =>
  labels.length === 1 && !own(V.labels, labels[0])
    ? labels[0]
    : labels.some(l => own(V.labels, l)) || !labels.length
      ? word('groups', kind)
      : labels.join(comma());
function countBy(things, read, order) {
  const counts = new Map();
  for (const thing of things) {
    const said = read(thing);
    counts.set(said, (counts.get(said) || 0) + 1);
  }
  return [...counts].sort((a, b) => order.indexOf(a[0]) - order.indexOf(b[0]));
}
function idsInFigure() {
  const found = [];
  for (const [g, m] of MARKS)
    if (entityOf(m.key) !== null && N.has(entityOf(m.key)) && m.filter.length && g.isConnected) found.push(entityOf(m.key));
  return unique(found);
}
function entry(token, mark, said, count) {
  return el(
    'button',
    {type: 'button', 'aria-pressed': !app.off.has(token), data: {token}, on: {click: ev => toggle(token, ev.currentTarget)}},
    mark,
    said,
    count === undefined ? null : el('small', {}, String(count)),
  );
}
function toggle(token, button) {
  remember();
  app.off.has(token) ? app.off.delete(token) : app.off.add(token);
  button.setAttribute('aria-pressed', String(!app.off.has(token)));
  applyFilter();
}
function applyFilter() {
  filterMarks();
  network.read();
  if (!D.columns.length) drawTable();
  address();
}
const relationIcon = said =>
  sv('svg', {viewBox: '0 0 20 14', 'aria-hidden': 'true'}, sv('path', {class: `link on ${said}`, d: 'M0 7H18M13.5 4L18 7L13.5 10'}));
function relationLegend() {
  const shown = E.filter(edge => shownOn(edge));
  const sorted = countBy(shown, edge => edge.type || '', []).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const places = countBy(
    NODES.filter(node => node.jurisdiction),
    node => node.jurisdiction,
    [],
  )
    .sort((a, b) => b[1] - a[1])
    .slice(0, 12);
  const fold = (key, entries) =>
    entries.length
      ? el(
          'details',
          {class: 'fold', open: openFolds.has(key), on: {toggle: ev => openFolds[ev.target.open ? 'add' : 'delete'](key)}},
          el('summary', {}, `${T(key)} (${entries.length})`),
          el('div', {}, entries),
        )
      : null;
  return [
    fold(
      'relations',
      sorted.map(([type, n]) => entry(`r:${type}`, relationIcon(type === CONFLICT ? 'conflict' : ''), type ? word('relations', type) : T('plainlink'), n)),
    ),
    places.length > 1
      ? fold(
          'places',
          places.map(([code, n]) => entry(`j:${code}`, null, place(code), n)),
        )
      : null,
  ].filter(Boolean);
}
const openFolds = new Set();
