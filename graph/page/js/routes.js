/* Ordered steps with gates: one coloured line a route, one station a step, a long station where routes share it. */
const laneClass = lane => `l${(lane % 6) + 1}`;
const routeName = (R, lane) => {
  const said = R.routes.map(route => say(route, 'route', true));
  const shared = sharedStart(said);
  return capital(said[lane].slice(shared).trim() || said[lane]);
};
/* Words that all route names begin with are not repeated on every line. */
function sharedStart(names) {
  if (names.length < 2) return 0;
  let k = 0;
  while (k < names[0].length && names.every(said => said[k] === names[0][k])) k++;
  const cut = zh() ? k : names[0].lastIndexOf(' ', k) + 1;
  return names.every(said => said.length - cut >= 3) ? cut : 0;
}

function drawRoutes(spec, box, room) {
  const R = readRoutes(spec);
  box.append(routeLegend(R));
  if (room < 900) return routesUpright(spec, R, box, room);
  const columns = Math.max(...R.steps.map(s => s.rank)),
    w = Math.max(room, columns * 84 + 60),
    u = (w - 104) / Math.max(1, columns - 1),
    x = s => 52 + (s.rank - 1) * u + (underBar(R, s) ? u / 2 : 0);
  const names = [],
    tracks = layTracks(R),
    cw = Math.min(150, u * 0.97);
  const label = new Map(R.steps.map(s => [s, stationLabel(s, cw)]));
  const isLifted = s => s.lanes.size === 1 && branches(R, tracks, s),
    isAbove = s => s.lanes.size > 1 || isLifted(s);
  const yOf = trackPlaces(R, tracks, label, isAbove),
    high = yOf.bottom,
    out = [],
    marks = [];
  R.routes.forEach((route, lane) => {
    const {own, before} = beginning(R, lane);
    for (const s of R.steps)
      for (const {lane: at, next, row} of s.next.values()) {
        const to = R.byId.get(next);
        if (at === lane && to) out.push(routeLine(spec, lane, s, to, row, x, yOf));
      }
    if (own)
      names.push(
        text(
          x(before) + (isAbove(before) && Math.min(...before.lanes) === lane ? label.get(before).half + 8 : 14),
          yOf(before, lane) - 12 - (isLifted(own) ? yOf.above(lane) - 12 : 0),
          fit(routeName(R, lane), Math.max(200, u * 4.4), 13, true),
          `t1 halo lanefill ${laneClass(lane)}`,
        ),
      );
  });
  for (const s of R.steps) marks.push(station(spec, R, s, x(s), yOf, label.get(s), cw, isAbove(s)));
  box.append(svg(w, high, T('view_routes'), out, marks, names));
}
/* Where a route's name stands: before the first station of its own. */
function beginning(R, lane) {
  const mine = R.steps.filter(s => s.lanes.has(lane)).sort((a, b) => a.rank - b.rank);
  const own = mine.find((s, k) => s.lanes.size === 1 && k > 0) || mine[0];
  return {own, before: mine[Math.max(0, mine.indexOf(own) - 1)]};
}
/* Does a long station of other routes cross the place where this one would stand? */
const underBar = (R, s) =>
  s.lanes.size === 1 &&
  R.steps.some(o => {
    const lane = [...s.lanes][0];
    return o.rank === s.rank && o.lanes.size > 1 && !o.lanes.has(lane) && Math.min(...o.lanes) < lane && lane < Math.max(...o.lanes);
  });
/* Within a lane, steps of one column that are not shared stand on tracks of their own. */
function layTracks(R) {
  const taken = R.routes.map(() => new Map()),
    track = new Map();
  for (const s of [...R.steps].sort((a, b) => a.rank - b.rank)) {
    if (s.lanes.size > 1) continue;
    const lane = [...s.lanes][0],
      at = taken[lane].get(s.rank) || 0;
    taken[lane].set(s.rank, at + 1);
    track.set(s, at);
  }
  const depth = R.routes.map((_, lane) => Math.max(1, ...R.steps.filter(s => s.lanes.has(lane)).map(s => (track.get(s) || 0) + 1)));
  return {track, depth};
}
/* Does a line leave or reach this station from below, where its name would stand? */
function branches(R, {track}, s) {
  const below = one => one && one.lanes.size === 1 && (track.get(one) || 0) > (track.get(s) || 0);
  const leads = (from, to) => [...from.next.values()].some(one => one.next === to.id);
  return R.steps.some(o => below(o) && (leads(s, o) || leads(o, s)));
}
function trackPlaces(R, {track, depth}, label, isAbove) {
  const tall = (lane, t) =>
    Math.max(
      34,
      ...R.steps
        .filter(s => s.lanes.size === 1 && s.lanes.has(lane) && (track.get(s) || 0) === t && !isAbove(s))
        .map(s => label.get(s).h + 30),
    );
  const above = lane =>
    Math.max(0, ...R.steps.filter(s => isAbove(s) && Math.min(...s.lanes) === lane).map(s => label.get(s).h)) +
    (isAbove(beginning(R, lane).own) ? 20 : 0);
  const ys = [];
  let y = 26;
  depth.forEach((n, lane) => {
    ys[lane] = [];
    y += above(lane);
    for (let t = 0; t < n; t++) {
      ys[lane].push(y);
      y += tall(lane, t) + (t === n - 1 ? 18 : 6);
    }
  });
  const place = (s, lane) => ys[lane][s.lanes.size > 1 ? 0 : track.get(s) || 0];
  return Object.assign(place, {bottom: y, above});
}
function stationLabel(s, cw) {
  const nm = wrapEvenly(say(s.id, 'step'), cw - 4, 12, 4, true),
    who = [...s.gates].flatMap(id => wrap(say(id, '', true), cw - 4, 11, 1));
  const shown = who.length > 4 ? [...who.slice(0, 3), `+${who.length - 3}`] : who;
  const half = Math.max(...nm.map(line => width(line, 12, true)), ...shown.map(line => width(line, 11))) / 2;
  return {nm, who: shown, h: nm.length * 14 + shown.length * 13, half};
}
function statusOfStep(spec, rows) {
  const said = unique(rows.map(row => (spec.status && row[spec.status]) || 'in force'));
  return said.includes('in force') ? 'in force' : said[0];
}
function routeLine(spec, lane, s, to, row, x, yOf) {
  const [x1, x2, y1, y2] = [x(s), x(to), yOf(s, lane), yOf(to, lane)],
    bend = Math.min(58, (x2 - x1) * 0.6);
  const there = to.rows.find(other => other[spec.route] === row[spec.route]) || to.rows[0];
  const status = [statusOfStep(spec, [row]), statusOfStep(spec, [there])].find(one => one !== 'in force') || 'in force';
  const turn = y2 > y1 ? x1 + 10 : x2 - bend - 10;
  const d =
    y1 === y2
      ? `M${x1} ${y1}H${x2}`
      : `M${x1} ${y1}H${turn}C${turn + bend * 0.55} ${y1} ${turn + bend * 0.45} ${y2} ${turn + bend} ${y2}H${x2}`;
  return link(ofEntity(s.id), ofEntity(to.id), {class: `lane ${laneClass(lane)} ${stateClass(status)} c-${confidenceOf([row])}`, d}, [
    `l:${lane}`,
  ]);
}
function station(spec, R, s, x, yOf, label, cw, up) {
  const lanes = [...s.lanes].sort((a, b) => a - b),
    bar = lanes.length > 1,
    y1 = yOf(s, lanes[0]),
    y2 = yOf(s, lanes[lanes.length - 1]);
  const ty = up ? y1 - label.h - 6 : y1 + 24,
    status = statusOfStep(spec, s.rows);
  const near = [...s.next.values()]
    .map(one => ofEntity(one.next))
    .concat(R.steps.filter(o => [...o.next.values()].some(one => one.next === s.id)).map(o => ofEntity(o.id)));
  return mark(
    ofEntity(s.id),
    `${say(s.id)}: ${[...s.gates].map(id => say(id)).join(comma())}`,
    {
      keys: [...near, ...s.rows.map(row => ofRow(row.$n)), ...[...s.gates].map(ofEntity)],
      filter: [],
      status,
      confidence: confidenceOf(s.rows),
    },
    ring(x - cw / 2, up ? ty - 13 : y1 - 12, cw, up ? y2 - ty + 28 : label.h + 32, 8),
    bar
      ? [
          sv('rect', {class: 'stop tube', x: x - 6, y: y1 - 10, width: 12, height: y2 - y1 + 20, rx: 6}),
          lanes.map(lane => sv('circle', {cx: x, cy: yOf(s, lane), r: 3, class: `lanefill ${laneClass(lane)}`})),
        ]
      : [
          s.gates.size > 1
            ? sv('rect', {class: 'stop', x: x - 7.5, y: y1 - 7.5, width: 15, height: 15, rx: 3})
            : sv('circle', {class: 'stop', cx: x, cy: y1, r: 7.5}),
          sv('circle', {cx: x, cy: y1, r: 3, class: `lanefill ${laneClass(lanes[0])}`}),
        ],
    lines(x, ty, label.nm, 14, 't2 bold halo mid label'),
    lines(x, ty + label.nm.length * 14, label.who, 13, 't3 q2 halo mid'),
  );
}
/* Below 900 the map turns upright: one row a step, lines at the left. */
function routesUpright(spec, R, box, room) {
  const steps = [...R.steps].sort((a, b) => a.rank - b.rank || Math.min(...a.lanes) - Math.min(...b.lanes)),
    lanes = R.routes.length;
  const pitch = Math.min(17, 70 / Math.max(1, lanes)),
    x = lane => 12 + lane * pitch,
    tx = 26 + lanes * pitch,
    out = [],
    marks = [],
    yOf = new Map();
  let y = 14;
  for (const s of steps) {
    const nm = wrap(say(s.id, 'step'), room - tx, 14, 3, true),
      who = wrap([...s.gates].map(id => say(id, '', true)).join(' · '), room - tx, 12, 3),
      ks = [...s.lanes].sort((a, b) => a - b);
    yOf.set(s, y + 4);
    marks.push(
      mark(
        ofEntity(s.id),
        say(s.id),
        {keys: s.rows.map(row => ofRow(row.$n)), filter: [], status: statusOfStep(spec, s.rows), confidence: confidenceOf(s.rows)},
        ring(0, y - 10, room, nm.length * 18 + who.length * 15 + 14, 6),
        ks.length > 1
          ? sv('rect', {class: 'stop', x: x(ks[0]) - 8, y: y - 4, width: x(ks[ks.length - 1]) - x(ks[0]) + 16, height: 16, rx: 8})
          : sv(
              s.gates.size > 1 ? 'rect' : 'circle',
              s.gates.size > 1
                ? {class: 'stop', x: x(ks[0]) - 7, y: y - 3, width: 14, height: 14, rx: 3}
                : {class: 'stop', cx: x(ks[0]), cy: y + 4, r: 7.5},
            ),
        ks.map(lane => sv('circle', {cx: x(lane), cy: y + 4, r: 2.6, class: `lanefill ${laneClass(lane)}`})),
        lines(tx, y + 9, nm, 18, 't1'),
        lines(tx, y + 8 + nm.length * 18, who, 15, 't2 q2'),
      ),
    );
    y += nm.length * 18 + who.length * 15 + 20;
  }
  R.routes.forEach((route, lane) => {
    const mine = steps.filter(s => s.lanes.has(lane));
    for (let k = 1; k < mine.length; k++) {
      const status =
        [statusOfStep(spec, mine[k].rows), statusOfStep(spec, mine[k - 1].rows)].find(one => one !== 'in force') || 'in force';
      out.push(
        link(
          ofEntity(mine[k - 1].id),
          ofEntity(mine[k].id),
          {class: `lane ${laneClass(lane)} ${stateClass(status)}`, d: `M${x(lane)} ${yOf.get(mine[k - 1])}V${yOf.get(mine[k])}`},
          [`l:${lane}`],
        ),
      );
    }
  });
  box.append(svg(room, y, T('view_routes'), out, marks));
}
/* The lines by name, and what the shapes of stations mean. */
function routeLegend(R) {
  const key = (drawn, said) => el('span', {class: 'k'}, sv('svg', {viewBox: '0 0 20 14', 'aria-hidden': 'true'}, drawn), said);
  const stop = tag =>
    tag === 'circle'
      ? sv('circle', {class: 'stop', cx: 10, cy: 7, r: 5.5})
      : sv('rect', {class: 'stop', x: 4.5, y: 1.5, width: 11, height: 11, rx: 2.5});
  return el(
    'div',
    {class: 'legend routes'},
    R.routes.map((route, lane) =>
      el(
        'button',
        {type: 'button', 'aria-pressed': !app.off.has(`l:${lane}`), on: {click: ev => toggle(`l:${lane}`, ev.currentTarget)}},
        sv(
          'svg',
          {viewBox: '0 0 20 14', 'aria-hidden': 'true'},
          sv('line', {class: `lane ${laneClass(lane)}`, x1: 0, x2: 20, y1: 7, y2: 7}),
        ),
        routeName(R, lane),
      ),
    ),
    el('span', {class: 'gap'}),
    key(stop('circle'), T('onegate')),
    key(stop('rect'), T('allgates')),
    key(sv('rect', {class: 'stop', x: 6.5, y: -2, width: 7, height: 18, rx: 3.5}), T('shared')),
    key(sv('line', {class: 'lane l4 s-planned', x1: -1, x2: 21, y1: 7, y2: 7}), word('statuses', 'planned')),
  );
}
