/* Who comes first, second, third, on each lane; an unknown order is said, not drawn as first; 99 is what is left. */
const REST = 90;
function drawLanes(spec, box, room) {
  const narrow = room < 720,
    left = narrow ? 0 : Math.min(260, room * 0.24),
    out = [],
    marks = [];
  const laneOf = row => row[spec.lane] ?? null;
  const lanes = unique(ROWS.map(laneOf)).sort((a, b) => (a === null) - (b === null));
  const orders = unique(ROWS.map(row => row[spec.order] ?? null)).sort((a, b) => (a === null) - (b === null) || a - b);
  const cw = (room - left) / Math.max(1, orders.length);
  let y = narrow ? 4 : 26;
  if (!narrow) orders.forEach((order, k) => out.push(text(left + k * cw + 3, 14, orderHead(order, spec), 't3 q3')));
  lanes.forEach((lane, at) => {
    const rows = ROWS.filter(row => laneOf(row) === lane),
      L = {spec, lane: at, left, cw, orders, narrow, room};
    const said = wrap(lane === null ? T('unstated') : say(lane, spec.lane), narrow ? room : left - 18, 13, 3, true);
    out.push(rule(0, y + 0.5, room, y + 0.5, 'hair2'), lines(0, y + 20, said, 16, `t1 lanefill ${laneClass(at)}`));
    const top = narrow ? y + said.length * 16 + 10 : y + 6;
    const tall = laneLine(L, rows, top, out, marks);
    y = Math.max(top + tall, y + said.length * 16 + 14) + 4;
  });
  box.append(svg(room, y, T('view_lanes'), out, marks));
}
const orderHead = (order, spec) =>
  order === null ? T('order_none') : order > REST ? T('order_rest') : `${heading(spec.order)} ${order}`;
/* The same payer at several steps of a lane is one mark; its steps are in the panel. */
function laneLine({spec, lane, left, cw, orders, narrow, room}, rows, top, out, marks) {
  const groups = new Map();
  for (const row of rows) {
    const key = `${row[spec.order] ?? ''}\u0000${row[spec.item]}`;
    groups.has(key) ? groups.get(key).push(row) : groups.set(key, [row]);
  }
  const stacks = orders.map(() => 0),
    places = [];
  for (const some of groups.values()) {
    const k = orders.indexOf(some[0][spec.order] ?? null),
      at = narrow ? places.length : stacks[k];
    stacks[k] += 1;
    places.push({some, x: narrow ? 0 : left + k * cw, y: top + at * 38});
  }
  const tall = (narrow ? places.length : Math.max(...stacks)) * 38 + 2;
  if (!narrow && places.length > 1) {
    const xs = places.filter(p => p.some[0][spec.order] !== null && p.some[0][spec.order] !== undefined).map(p => p.x);
    if (xs.length > 1)
      out.push(
        sv('path', {
          class: `lane thin ${laneClass(lane)} ${stateClass(statusOfStep(spec, rows))}`,
          d: `M${Math.min(...xs) + 12} ${top + 16}H${Math.max(...xs) + 12}`,
        }),
      );
  }
  for (const place of places) marks.push(laneMark(spec, place, narrow ? room : cw - 8));
  return tall;
}
function laneMark(spec, {some, x, y}, w) {
  const [row] = some,
    id = row[spec.item],
    order = row[spec.order] ?? null,
    said = wrap(say(id, spec.item, true), w - 40, 12.5, 2);
  const wide = Math.max(...said.map(one => width(one, 12.5))) + 12;
  return mark(
    N.has(id) ? ofEntity(id) : ofRow(row.$n),
    `${orderHead(order, spec)}: ${say(id, spec.item)}`,
    {keys: some.map(one => ofRow(one.$n)), status: statusOfStep(spec, some), confidence: confidenceOf(some)},
    sv('rect', {class: 'plate', x: x + 22, y: y + 2, width: wide, height: 30}),
    ring(x - 1, y, w, 34, 6),
    sv('circle', {class: 'stop', cx: x + 12, cy: y + 16, r: 10}),
    text(x + 12, y + 20, order === null ? '?' : order > REST ? '…' : String(order), 't2 bold mid'),
    lines(x + 29, y + 20.5 - (said.length - 1) * 7.5, said, 15, 't2 halo label'),
  );
}
