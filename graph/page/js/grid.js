/* Two scales and a sign: four fields, high from 0.5, each with its name and the names that stand in it. */
function drawGrid(spec, box, room) {
  const narrow = room < 700,
    left = narrow ? 0 : 96,
    cw = narrow ? room : (room - left) / 2,
    out = [];
  const high = value => (value >= 0.5 ? 1 : 0),
    scale = (column, k) => `${heading(column)}${colon()}${T(k ? 'high' : 'low')}`;
  let y = narrow ? 4 : 28;
  if (!narrow) [0, 1].forEach(k => out.push(text(left + k * cw + 12, 17, scale(spec.x, k), 't2 bold q2')));
  for (const up of [1, 0]) {
    const fields = [0, 1].map(k =>
      ROWS.filter(row => high(row[spec.y]) === up && high(row[spec.x]) === k).sort(
        (a, b) => b[spec.x] + b[spec.y] - a[spec.x] - a[spec.y],
      ),
    );
    const h = Math.max(110, Math.max(...fields.map(field => field.length)) * 27 + 48);
    if (!narrow) out.push(lines(0, y + 24, wrap(scale(spec.y, up), left - 12, 12, 2, true), 15, 't2 bold q2'));
    (narrow ? [1, 0] : [0, 1]).forEach(k => {
      const x = narrow ? 0 : left + k * cw,
        tall = narrow ? Math.max(70, fields[k].length * 36 + 48) : h,
        said = fields[k].find(row => spec.quadrant && row[spec.quadrant]);
      out.push(
        sv('rect', {class: up && k ? 'hot' : 'washed', x: x + 2, y: y + 2, width: cw - 4, height: tall - 4, rx: 5}),
        text(
          x + 14,
          y + 22,
          said ? say(said[spec.quadrant], spec.quadrant) : `${scale(spec.y, up)}${comma()}${scale(spec.x, k)}`,
          't2 q2',
        ),
        text(x + cw - 14, y + 22, String(fields[k].length), 't2 q3 end'),
      );
      fields[k].forEach((row, q) => out.push(gridMark(spec, row, x + 8, y + 34 + q * (narrow ? 36 : 27), cw - 18)));
      if (!fields[k].length) out.push(text(x + 14, y + 46, T('nobody'), 't3 q3'));
      if (narrow) y += tall;
    });
    if (!narrow) y += h;
  }
  if (spec.sign) out.push(...signLegend(spec, left, y + 16));
  box.append(svg(room, y + (spec.sign ? 30 : 6), T('view_grid'), out));
}
function gridMark(spec, row, x, y, w) {
  const id = row[spec.item],
    said = fit(say(id, spec.item, true), w - 100, 13, true);
  return mark(
    ofEntity(id),
    `${name(id)}: ${spec.sign ? say(row[spec.sign], spec.sign) : ''}`,
    {keys: [ofRow(row.$n)], confidence: confidenceOf([row])},
    ring(x - 2, y - 1, w + 2, 26),
    spec.sign ? signMark(row[spec.sign], x + 10, y + 12, 6) : glyph(group(id), 5, x + 10, y + 12),
    text(x + 25, y + 16.5, said, 't2 bold label'),
    text(x + w - 4, y + 16.5, `${say(row[spec.y])} × ${say(row[spec.x])}`, 't4 q3 end'),
  );
}
function signLegend(spec, x, y) {
  const out = [];
  for (const said of values(spec.sign)) {
    out.push(signMark(said, x + 8, y, 5), text(x + 20, y + 4, say(said, spec.sign), 't3 q2'));
    x += width(say(said, spec.sign), 11) + 40;
  }
  return out;
}
