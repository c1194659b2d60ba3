/* Dated items in order: year heads at the left, one line an item, its kind and date before it; undated ones last. */
function drawTimeline(spec, box, room) {
  const rows = sameDay(spec).sort((a, b) => ((firstDay(a[spec.date]) || '9999') < (firstDay(b[spec.date]) || '9999') ? -1 : 1));
  const narrow = room < 620,
    left = narrow ? 12 : 84,
    out = [],
    kinds = spec.kind ? values(spec.kind) : [];
  const kx = kind => left + 16 + Math.max(0, kinds.indexOf(kind)) * (narrow ? 0 : 22),
    tx = left + 28 + (narrow ? 0 : Math.max(0, kinds.length - 1) * 22);
  let y = 10,
    year = null,
    nowDrawn = false;
  if (!narrow && kinds.length > 1) {
    kinds.forEach((kind, k) =>
      out.push(
        sv('path', {class: 'hair', d: `M${kx(kind) - 5} ${14.5 + k * 15}H${kx(kind) + 0.5}V${kinds.length * 15 + 24}`}),
        text(kx(kind) - 8, 18 + k * 15, say(kind, spec.kind), 't4 q3 end'),
      ),
    );
    y += kinds.length * 15 + 16;
  }
  const topOfLines = y - 6;
  const body = [];
  for (const row of rows) {
    const date = firstDay(row[spec.date]) && row[spec.date],
      here = date ? date.slice(0, 4) : T('undated');
    if (here !== year) {
      y += year === null ? 0 : 10;
      body.push(rule(0, y + 0.5, room, y + 0.5, 'hair'), text(0, y + 20, here, 't1'));
      if (narrow) y += 26;
      year = here;
    }
    if (!nowDrawn && date && firstDay(date) > app.day) {
      nowDrawn = true;
      body.push(rule(left, y + 1.5, room, y + 1.5, 'now'), text(room - 2, y + 13, `${T('asof')} ${day(app.day)}`, 't4 q3 end'));
      y += 16;
    }
    const [made, h] = timelineLine(spec, row, y, kx(row[spec.kind]), tx, room);
    body.push(made);
    y += h;
  }
  if (!narrow) kinds.forEach(kind => out.push(sv('line', {class: 'hair', x1: kx(kind), x2: kx(kind), y1: topOfLines, y2: y})));
  box.append(svg(room, y + 8, T('view_timeline'), out, body));
}
/* Several relations of one item on one day and of one kind are one line. */
function sameDay(spec) {
  const found = new Map();
  for (const row of ROWS) {
    const key = JSON.stringify([row[spec.date], row[spec.item], spec.kind && row[spec.kind]]);
    const before = found.get(key);
    if (!before) found.set(key, {...row, also: []});
    else {
      before.also.push(row.$n);
      before.claims = [...list(before.claims), ...list(row.claims)];
      if (spec.note) before[spec.note] = unique([...list(before[spec.note]), ...list(row[spec.note])]);
    }
  }
  return [...found.values()];
}
function timelineLine(spec, row, y, x, tx, room) {
  const id = row[spec.item],
    known = N.has(id),
    kind = row[spec.kind],
    later = kind === 'due' || (row[spec.date] && firstDay(row[spec.date]) > app.day);
  const when = firstDay(row[spec.date]) ? row[spec.date].slice(5) || '—' : '',
    whenWide = 44;
  const note = spec.note && list(row[spec.note]).length ? say(row[spec.note], spec.note) : '',
    kindSaid = kind ? say(kind, spec.kind) : '';
  const aside = fit(unique([kindSaid, note].filter(Boolean)).join(' · '), room * 0.3, 11);
  const said = wrap(say(id, spec.item), Math.max(90, room - tx - whenWide - width(aside, 11) - 26), 12.5, 2),
    h = said.length * 15.5 + 7;
  const made = mark(
    known ? ofEntity(id) : ofRow(row.$n),
    `${row[spec.date] || T('undated')} ${say(id, spec.item)}, ${kindSaid}`,
    {
      keys: [ofRow(row.$n), ...row.also.map(ofRow)],
      status: later ? 'planned' : kind === 'ends' ? 'ended' : 'in force',
      confidence: confidenceOf([row]),
    },
    ring(x - 12, y, room - x + 12, h),
    known ? glyph(group(id), 5, x, y + 11) : sv('circle', {class: 'dotvalue', cx: x, cy: y + 11, r: 4}),
    text(tx, y + 15, when, 't3 q2'),
    lines(tx + whenWide, y + 15, said, 15.5, `t2 label${later ? '' : ' bold'}`),
    text(room - 4, y + 15, aside, 't3 q3 end'),
  );
  return [made, h];
}
