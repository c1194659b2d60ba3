/* Two scales and a sign: nine fields, each a list of names; high from 0.5, as the question says. */
function drawGrid(spec, box, room) {
  const third = value => (value >= 0.67 ? 2 : value >= 0.34 ? 1 : 0), narrow = room < 700;
  const left = narrow ? 0 : 118, cw = (room - left) / 3, out = [], words = [T('low'), '', T('high')];
  const scale = (column, k) => [heading(column), words[k]].filter(Boolean).join(colon());
  let y = narrow ? 4 : 28;
  if (!narrow) [0, 1, 2].forEach(k => out.push(text(left + k * cw + 10, 17, k === 1 ? '→' : scale(spec.x, k), 't2 bold q2')));
  for (const level of [2, 1, 0]) {
    const rows = ROWS.filter(row => third(row[spec.y]) === level), fields = [0, 1, 2].map(k => rows.filter(row => third(row[spec.x]) === k));
    if (narrow) {
      if (!rows.length) continue;
      out.push(rule(0, y + 0.5, room, y + 0.5, 'hair2'), text(0, y + 24, level === 1 ? heading(spec.y) : scale(spec.y, level), 't1'));
      y += 34;
      for (const row of [...rows].sort((a, b) => b[spec.x] - a[spec.x])) { out.push(gridMark(spec, row, 0, y, room)); y += 36; }
      y += 8;
      continue;
    }
    const h = Math.max(84, Math.max(...fields.map(field => field.length)) * 27 + 20);
    out.push(lines(0, y + 22, wrap(level === 1 ? '' : scale(spec.y, level), left - 12, 12, 2, true), 15, 't2 bold q2'));
    fields.forEach((field, k) => {
      out.push(sv('rect', {class: level + k >= 3 ? 'hot' : 'washed', x: left + k * cw + 2, y: y + 2, width: cw - 4, height: h - 4, rx: 5}));
      field.sort((a, b) => signOf(a[spec.sign]).localeCompare(signOf(b[spec.sign])) || b[spec.y] - a[spec.y]).forEach((row, q) => out.push(gridMark(spec, row, left + k * cw + 8, y + 9 + q * 27, cw - 18)));
      if (!field.length) out.push(text(left + k * cw + 12, y + 22, T('nobody'), 't3 q3'));
    });
    y += h;
  }
  if (spec.sign) out.push(...signLegend(spec, left, y + 16));
  box.append(svg(room, y + (spec.sign ? 30 : 6), T('view_grid'), out));
}
function gridMark(spec, row, x, y, w) {
  const id = row[spec.item], said = fit(say(id, spec.item, true), w - 84, 13, true);
  return mark(ofEntity(id), `${name(id)}: ${spec.sign ? say(row[spec.sign], spec.sign) : ''}`, {keys: [ofRow(row.n)], confidence: confidenceOf([row])}, ring(x - 2, y - 1, w + 2, 26),
    spec.sign ? signMark(row[spec.sign], x + 10, y + 12, 6) : glyph(group(id), 5, x + 10, y + 12), text(x + 25, y + 16.5, said, 't2 bold label'),
    text(x + w - 4, y + 16.5, `${say(row[spec.y])} × ${say(row[spec.x])}`, 't4 q3 end'));
}
function signLegend(spec, x, y) {
  const out = [];
  for (const said of values(spec.sign)) {
    out.push(signMark(said, x + 8, y, 5), text(x + 20, y + 4, say(said, spec.sign), 't3 q2'));
    x += width(say(said, spec.sign), 11) + 40;
  }
  return out;
}
