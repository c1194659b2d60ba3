/* Below a matrix of numbers: each number with its name; lines to the left lead to its columns, lines to the right to its rows. */
function drawNumbered(spec, box, room) {
  const M = readMatrix(spec);
  if (!spec.cell || spec.cells === 'names' || spec.cells === 'signs' || M.items.size < 2 || (M.columns.length <= 4 && room >= 620))
    return;
  box.append(el('h2', {}, T('numbered')), el('p', {class: 'sub'}, T('numberednote')));
  const narrow = room < 760,
    pitch = narrow ? 38 : 20,
    top = narrow ? 6 : 26;
  const ids = [...M.items.keys()],
    high = top + ids.length * pitch + 6;
  const yOf = new Map(ids.map((id, k) => [id, top + k * pitch + pitch / 2]));
  const ends = column =>
    new Map(ids.map(id => [id, unique(ROWS.filter(row => list(row[spec.cell]).includes(id)).flatMap(row => list(row[column])))]));
  const left = ends(spec.column),
    right = ends(spec.row);
  const xl = narrow ? 0 : 132,
    xi = narrow ? 0 : Math.round(room * 0.245),
    tw = narrow ? room - 82 : Math.min(Math.round(room * 0.44), 470),
    xr = room - 150;
  const out = [];
  if (!narrow) {
    out.push(
      text(xl + 8, 10, heading(spec.column), 't3 q3 end'),
      text(xi, 10, heading(spec.cell), 't3 q3'),
      text(xr - 9, 10, heading(spec.row), 't3 q3'),
    );
    const yl = spread(
      M.columns.filter(c => ids.some(id => left.get(id).includes(c))),
      c => ids.filter(id => left.get(id).includes(c)).map(id => yOf.get(id)),
      21,
      top,
      high,
    );
    const yr = spread(
      M.rows.filter(r => r !== null && ids.some(id => right.get(id).includes(r))),
      r => ids.filter(id => right.get(id).includes(r)).map(id => yOf.get(id)),
      21,
      top,
      high,
    );
    for (const id of ids) {
      const y = yOf.get(id),
        cls = `link ${classOf(id)}`;
      for (const c of left.get(id))
        out.push(
          link(
            keyOf(c, spec.column),
            ofEntity(id),
            {class: cls, d: `M${xl + 8} ${yl.get(c)}C${xl + (xi - xl) * 0.55} ${yl.get(c)} ${xi - (xi - xl) * 0.5} ${y} ${xi - 4} ${y}`},
            tokens(id),
          ),
        );
      const start = xi + 34 + Math.min(tw, width(fit(name(id), tw, 12), 12)) + 8,
        bend = Math.max(xi + 30 + tw, start);
      for (const r of right.get(id))
        if (yr.has(r))
          out.push(
            link(
              keyOf(r, spec.row),
              ofEntity(id),
              {
                class: cls,
                d: `M${start} ${y}H${bend}C${bend + (xr - bend) * 0.5} ${y} ${xr - (xr - bend) * 0.5} ${yr.get(r)} ${xr - 8} ${yr.get(r)}`,
              },
              tokens(id),
            ),
          );
    }
    for (const [c, y] of yl)
      out.push(
        sideMark(
          c,
          spec.column,
          xl - 8,
          y,
          xl,
          true,
          ids.filter(id => left.get(id).includes(c)),
        ),
      );
    for (const [r, y] of yr)
      out.push(
        sideMark(
          r,
          spec.row,
          xr + 9,
          y,
          140,
          false,
          ids.filter(id => right.get(id).includes(r)),
        ),
      );
  }
  for (const id of ids)
    out.push(
      numberedLine(M, id, {
        xi,
        y: yOf.get(id),
        tw,
        pitch,
        narrow,
        room,
        keys: [...left.get(id).map(c => keyOf(c, spec.column)), ...right.get(id).map(r => keyOf(r, spec.row))],
      }),
    );
  box.append(svg(room, high, T('numbered'), out));
}
function numberedLine(M, id, {xi, y, tw, pitch, narrow, room, keys}) {
  const said = wrap(name(id), tw, 12, narrow ? 2 : 1),
    over = OVER.has(state(id)) ? ' over-text' : '',
    w = chipWidth(M);
  return mark(
    ofEntity(id),
    `${M.items.get(id)} ${name(id)}`,
    {keys},
    ring(xi - 3, y - pitch / 2 + 1, 44 + tw, pitch - 2),
    sv(
      'g',
      {class: `chip ${group(id)}`},
      sv('rect', {class: 'chipbox', x: xi, y: y - 7.5, width: w, height: 15, rx: 2.5}),
      text(xi + w / 2, y + 3.8, String(M.items.get(id))),
    ),
    lines(xi + 30, y + 4 - (said.length - 1) * 6.5, said, 13, `t2${over}`),
    narrow ? text(room, y + 4, (N.get(id)?.start_date || '').slice(0, 4), 't3 q3 end') : null,
  );
}
function sideMark(value, column, x, y, room, atEnd, ids) {
  const known = N.has(value) && !own(SETS, column),
    said = fit(say(value, column, true), room - 6, 12, true);
  return mark(
    keyOf(value, column),
    say(value, column),
    {keys: ids.map(ofEntity), filter: []},
    atEnd ? ring(0, y - 10, x + 18, 20) : ring(x - 16, y - 10, room, 20),
    text(x, y + 4, said, `t2 bold${atEnd ? ' end' : ''}`),
    known
      ? glyph(group(value), 4.5, atEnd ? x + 10 : x - 11, y)
      : sv('circle', {class: 'dotvalue', cx: atEnd ? x + 10 : x - 11, cy: y, r: 3}),
  );
}
/* Names at a side: each near the middle of its links, none over another. */
function spread(values, places, gap, top, bottom) {
  const mean = found => found.reduce((a, b) => a + b, 0) / Math.max(1, found.length);
  const at = values.map(value => [value, mean(places(value))]).sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1));
  let before = top - gap + 6;
  for (const one of at) before = one[1] = Math.max(one[1], before + gap);
  let after = Infinity;
  for (const one of [...at].reverse()) after = one[1] = Math.min(one[1], after - gap, bottom - 12);
  return new Map(at);
}
