/* Closeness to a centre: sectors are kinds, rings are links away. Labels of the outer ring stand in columns at the sides. */
function readRings(spec) {
  const asked = own(D.params, spec.centre),
    centre = typeof asked === 'string' && asked ? asked : null;
  const items = new Map();
  for (const row of ROWS) {
    const id = row[spec.item],
      hops = Math.max(1, Number(row[spec.hops]) || 4);
    if (id !== centre && (!items.has(id) || items.get(id).hops > hops)) items.set(id, {id, hops, kind: row[spec.kind] ?? '', row});
  }
  const rings = unique([...items.values()].map(item => item.hops)).sort((a, b) => a - b);
  const kinds = unique([...items.values()].map(item => item.kind));
  for (const item of items.values()) item.ring = rings.indexOf(item.hops);
  return {centre, items: [...items.values()], rings, kinds};
}
function drawRings(spec, box, room) {
  const R = readRings(spec);
  if (room < 700) return ringsList(spec, R, box, room);
  const most = Math.max(...R.rings.map((_, k) => R.items.filter(item => item.ring === k).length));
  const outer = Math.max(230, Math.min(340, most * 4.4 + 120, (room - 420) / 2)),
    inner = 84,
    n = R.rings.length;
  const radius = k => (n === 1 ? (inner + outer) / 2 : inner + ((outer - inner) * k) / (n - 1));
  const cx = Math.round(room / 2),
    cy = Math.round(outer + 44),
    high = cy + outer + 44;
  placeSectors(R, radius, cx, cy);
  const out = R.rings.map((_, k) => sv('circle', {class: 'orb', cx, cy, r: radius(k)})),
    marks = [];
  for (const {from} of R.sectors)
    out.push(
      rule(
        cx + Math.cos(from) * 46,
        cy + Math.sin(from) * 46,
        cx + Math.cos(from) * (outer + 8),
        cy + Math.sin(from) * (outer + 8),
        'hair',
      ),
    );
  const labels = ringLabels(R, radius, cx, cy, outer, room, high, out);
  for (const item of R.items) {
    if (item.ring === 0)
      out.push(link(ofEntity(R.centre), ofEntity(item.id), {class: `link ${classOf(item.id)}`, x1: cx, y1: cy, x2: item.x, y2: item.y}));
    else
      for (const other of R.items) if (other.ring === item.ring - 1 && joined(item.id, other.id)) out.push(ringLink(item, other, cx, cy));
  }
  for (const item of R.items) marks.push(ringMark(spec, R, item, labels.get(item), n));
  marks.push(hub(R, cx, cy));
  box.append(svg(room, high, T('view_rings'), out, marks));
}
const joined = (a, b) => edgesOf(a).some(edge => (edge.from === b || edge.to === b) && shownOn(edge));
const ringLink = (item, other, cx, cy) =>
  link(ofEntity(other.id), ofEntity(item.id), {
    class: item.kind === other.kind ? 'link' : 'link ghost',
    d: `M${other.x} ${other.y}Q${(other.x + item.x) / 2 + (cx - (other.x + item.x) / 2) * 0.15} ${(other.y + item.y) / 2 + (cy - (other.y + item.y) / 2) * 0.15} ${item.x} ${item.y}`,
  });
function placeSectors(R, radius, cx, cy) {
  const need = R.kinds.map(
    kind =>
      Math.max(2.6, ...R.rings.map((_, k) => R.items.filter(item => item.kind === kind && item.ring === k).length / (0.6 + 0.25 * k))) +
      0.8,
  );
  const all = need.reduce((a, b) => a + b, 0);
  let from = -Math.PI / 2 - (need[0] / all) * Math.PI;
  R.sectors = R.kinds.map((kind, s) => {
    const wide = (need[s] / all) * 2 * Math.PI;
    R.rings.forEach((_, k) => {
      const here = R.items.filter(item => item.kind === kind && item.ring === k).sort((a, b) => (short(a.id) < short(b.id) ? -1 : 1));
      here.forEach((item, at) => {
        item.a = from + (wide * (at + 0.5)) / here.length;
        item.x = cx + Math.cos(item.a) * radius(k);
        item.y = cy + Math.sin(item.a) * radius(k);
      });
    });
    const sector = {kind, from, mid: from + wide / 2};
    from += wide;
    return sector;
  });
}
/* Outer labels: two columns with leaders. Inner labels: the first of eight places that is free, else on hover. */
function ringLabels(R, radius, cx, cy, outer, room, high, out) {
  const boxes = R.items.map(item => [item.x - 6, item.y - 6, item.x + 6, item.y + 6]).concat([[cx - 46, cy - 46, cx + 46, cy + 46]]);
  const free = b => boxes.every(o => b[0] >= o[2] + 3 || b[2] <= o[0] - 3 || b[1] >= o[3] + 1.5 || b[3] <= o[1] - 1.5);
  const labels = new Map(),
    last = R.rings.length - 1;
  for (const side of [-1, 1]) {
    const here = [
      ...R.items.filter(item => item.ring === last).map(item => ({item, a: item.a})),
      ...R.sectors.map(sector => ({sector, a: sector.mid})),
    ]
      .filter(one => (Math.cos(one.a) >= 0 ? 1 : -1) === side)
      .map(one => ({...one, y: cy + Math.sin(one.a) * (outer + (one.sector ? 30 : 16))}))
      .sort((p, q) => p.y - q.y);
    let before = -6;
    for (const one of here) before = one.y = Math.max(one.y, before + (one.sector ? 20 : 15.5));
    let after = high + 8;
    for (const one of [...here].reverse()) after = one.y = Math.min(one.y, after - (one.sector ? 18 : 15.5));
    for (const one of here) {
      const up = Math.min(1, Math.abs(one.y - cy) / (outer + 18)),
        x = cx + side * (Math.max(70, Math.sqrt(1 - up * up) * (outer + 18)) + 6),
        space = side > 0 ? room - x - 4 : x - 4;
      const said = one.sector ? fit(say(one.sector.kind, 'kind'), space, 13, true) : fit(short(one.item.id), Math.min(200, space), 12);
      const wide = width(said, one.sector ? 13 : 12, !!one.sector),
        box = side > 0 ? [x, one.y - 8, x + wide, one.y + 7] : [x - wide, one.y - 8, x, one.y + 7];
      boxes.push(box);
      if (one.sector)
        out.push(
          mark(
            ofWord('kind', one.sector.kind),
            said,
            {keys: R.items.filter(item => item.kind === one.sector.kind).map(item => ofEntity(item.id)), filter: []},
            ring(box[0] - 3, box[1] - 3, wide + 6, 20),
            text(x, one.y + 4, said, `t1 halo${side < 0 ? ' end' : ''}`),
          ),
        );
      else
        labels.set(one.item, {
          x,
          y: one.y + 4,
          said,
          end: side < 0 ? 'end' : '',
          lead: [one.item.x + side * 6, one.item.y, x - side * 4, one.y],
        });
    }
  }
  for (const item of [...R.items].filter(one => one.ring < last).sort((a, b) => a.ring - b.ring)) {
    const said = fit(short(item.id), 170, 12, item.ring < 2),
      wide = width(said, 12, item.ring < 2) + 2,
      {x, y} = item;
    const tries = [
      [x + 10, y + 4, ''],
      [x - 10, y + 4, 'end'],
      [x, y - 11, 'mid'],
      [x, y + 20, 'mid'],
      [x + 6, y - 10, ''],
      [x - 6, y - 10, 'end'],
      [x + 6, y + 18, ''],
      [x - 6, y + 18, 'end'],
    ];
    if (Math.cos(item.a) < 0) [tries[0], tries[1]] = [tries[1], tries[0]];
    for (const [lx, ly, end] of tries) {
      const b =
        end === ''
          ? [lx, ly - 11, lx + wide, ly + 3]
          : end === 'end'
            ? [lx - wide, ly - 11, lx, ly + 3]
            : [lx - wide / 2, ly - 11, lx + wide / 2, ly + 3];
      if (!free(b) || b[0] < 0 || b[2] > room) continue;
      boxes.push(b);
      labels.set(item, {x: lx, y: ly, said, end});
      break;
    }
  }
  R.rings.forEach((hops, k) => {
    const said = hops === 1 ? T('hop_1') : T('hop_n', {n: hops}),
      wide = width(said, 10.5) / 2 + 4;
    for (const {from} of R.sectors) {
      const x = cx + Math.cos(from) * radius(k),
        y = cy + Math.sin(from) * radius(k),
        b = [x - wide, y - 8, x + wide, y + 6];
      if (!free(b)) continue;
      boxes.push(b);
      out.push(text(x, y + 3.5, said, 't4 q3 mid halo'));
      break;
    }
  });
  return labels;
}
function ringMark(spec, R, item, label, rings) {
  const big = item.ring < Math.max(1, rings - 1),
    said = label?.said ?? fit(short(item.id), 170, 12);
  return mark(
    ofEntity(item.id),
    `${name(item.id)}, ${T('hop_n', {n: item.hops})}`,
    {
      keys: [
        ofEntity(R.centre ?? ''),
        ofRow(item.row.$n),
        ofWord('kind', item.kind),
        ...edgesOf(item.id).map(edge => ofEntity(edge.from === item.id ? edge.to : edge.from)),
      ],
    },
    label?.lead
      ? sv('line', {class: 'hair2', x1: label.lead[0], y1: label.lead[1], x2: label.lead[2], y2: label.lead[3], 'stroke-opacity': 0.5})
      : null,
    sv('circle', {class: 'ring', cx: item.x, cy: item.y, r: 12}),
    glyph(group(item.id), big ? 6.4 : 5, item.x, item.y),
    label
      ? text(label.x, label.y, said, `t2 halo label ${label.end}${item.ring < 2 && rings > 2 ? ' bold' : ''}`)
      : text(item.x + 10, item.y + 4, said, 't2 halo hoverlabel'),
  );
}
function hub(R, cx, cy) {
  const said = wrap(R.centre ? short(R.centre) : '', 66, 13, 3, true);
  return mark(
    ofEntity(R.centre ?? ''),
    R.centre ? name(R.centre) : '',
    {filter: []},
    sv('circle', {class: 'hub', cx, cy, r: 38}),
    sv('circle', {class: 'ring', cx, cy, r: 42}),
    lines(cx, cy + 5 - (said.length - 1) * 8, said, 16, 't1 mid onink'),
  );
}
function ringsList(spec, R, box, room) {
  const out = [],
    most = Math.max(...R.rings);
  let y = 4;
  for (const kind of R.kinds) {
    const here = R.items.filter(item => item.kind === kind).sort((a, b) => a.hops - b.hops || (short(a.id) < short(b.id) ? -1 : 1));
    out.push(
      rule(0, y + 0.5, room, y + 0.5, 'hair2'),
      text(0, y + 24, fit(say(kind, 'kind'), room - 40, 13, true), 't1'),
      text(room, y + 24, String(here.length), 't2 q3 end'),
    );
    y += 34;
    for (const item of here) {
      out.push(
        mark(
          ofEntity(item.id),
          `${name(item.id)}, ${T('hop_n', {n: item.hops})}`,
          {keys: [ofRow(item.row.$n)]},
          ring(0, y, room, 34),
          glyph(group(item.id), 5.5, 10, y + 17),
          text(28, y + 21.5, fit(name(item.id), room - 96, 13.5), `t1${item.ring ? ' light' : ''}`),
          [...Array(Math.min(4, most)).keys()].map(k =>
            sv('circle', {
              class: k < Math.min(4, most) - item.ring ? 'dotvalue' : 'orb',
              cx: room - 8 - (Math.min(4, most) - 1 - k) * 11,
              cy: y + 17,
              r: 3.6,
            }),
          ),
        ),
      );
      y += 36;
    }
    y += 8;
  }
  box.append(svg(room, y, T('view_rings'), out));
}
