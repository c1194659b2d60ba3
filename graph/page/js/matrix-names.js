/* A matrix of few columns, its cells lists of names; and any matrix on a phone, one block for each of its rows. */
/* Few columns: names in the cells, a column head above each. */
function matrixNames(M, box, room) {
  const {spec, rows, columns, at} = M;
  const left = Math.min(240, Math.max(110, ...rows.map(r => Math.min(240, width(rowName(M, r), 12.5, true) + 14)))),
    right = spec.state ? 112 : 0;
  const cw = Math.max(130, (room - left - right) / Math.max(1, columns.length)),
    w = left + cw * columns.length + right;
  const out = columns.map((c, k) =>
    mark(
      keyOf(c, spec.column),
      say(c, spec.column),
      {keys: ROWS.filter(row => list(row[spec.column]).includes(c)).flatMap(row => [...keysOfRow(row)]), filter: []},
      ring(left + k * cw + 2, 0, cw - 6, 24),
      text(left + k * cw + 8, 17, fit(say(c, spec.column, true), cw - 14, 13, true), 't1'),
    ),
  );
  let y = 30;
  for (const r of rows) {
    const mine = M.of(r),
      gap = mine.some(isGap);
    const said = wrap(rowName(M, r), left - 12, 12, 3, true);
    const g = sv('g', {class: 'band'});
    let h = said.length * 15 + 12;
    const inner = [];
    columns.forEach((c, k) => {
      const [made, tall] = namesCell(M, r, c, left + k * cw, y, cw);
      inner.push(made);
      h = Math.max(h, tall);
    });
    g.append(
      sv('rect', {class: 'bandbg', x: 0, y, width: w, height: h}),
      rule(0, y + 0.5, w, y + 0.5),
      mark(
        keyOf(r ?? '', spec.row),
        rowName(M, r),
        {keys: mine.flatMap(row => [...keysOfRow(row)]), filter: []},
        ring(0, y + 2, left - 6, h - 4),
        lines(2, y + 18, said, 15, 't2 bold'),
      ),
      ...inner.flat(),
    );
    if (gap && !columns.some(c => at(r, c))) {
      g.append(
        sv('rect', {class: 'cellgap', x: left + 2, y: y + 5, width: cw * columns.length - 8, height: h - 9, rx: 3}),
        ...gapWords(mine, left, y, cw * columns.length),
      );
    } else
      columns.forEach((c, k) => {
        if (!at(r, c)) g.append(text(left + k * cw + 8, y + 18, '—', 't3 q3'));
      });
    if (spec.state)
      g.append(...lines(w - right + 8, y + 18, wrap(verdict(M, r, mine), right - 10, 11, 3), 14, `t3 ${gap ? 'bold conflict' : 'q3'}`));
    out.push(g);
    y += h;
  }
  box.append(svg(w, y + 6, T('view_matrix'), out, rule(0, y + 0.5, w, y + 0.5, 'hair2')));
}
function namesCell(M, r, c, x, y, cw) {
  const cell = M.at(r, c),
    made = [];
  if (!cell) return [made, 0];
  let at = y + 5;
  if (M.spec.cell && !cell.items.size) {
    const made = mark(
      ofRow(cell.rows[0].$n),
      `${say(c, M.spec.column)}: ${T('nothing')}`,
      {keys: [keyOf(r ?? '', M.spec.row)], filter: []},
      sv('rect', {class: 'cellgap', x: x + 4, y: y + 6, width: cw - 14, height: 15, rx: 3}),
      ring(x + 2, y + 4, cw - 8, 19),
      plate(T('nothing'), x + 10, y + 17.5),
    );
    return [[made], 28];
  }
  const items = cell.items.size ? [...cell.items] : [c];
  const signs = new Map(cell.signs.flatMap(row => list(row[M.spec.cell]).map(id => [id, row[M.spec.sign]])));
  for (const id of items) {
    const known = N.has(id),
      said = wrap(say(id, M.spec.cell, true), cw - 34, 12, 2);
    const rows = cell.rows.filter(row => list(row[M.spec.cell]).includes(id));
    made.push(
      mark(
        known ? ofEntity(id) : ofRow(cell.rows[0].$n),
        say(id, M.spec.cell),
        {
          keys: [keyOf(r ?? '', M.spec.row), keyOf(c, M.spec.column), ...cell.rows.map(row => ofRow(row.$n))],
          confidence: confidenceOf(rows.length ? rows : cell.rows),
        },
        ring(x + 2, at - 1, cw - 8, said.length * 15 + 5),
        signs.has(id) ? signMark(signs.get(id), x + 13, at + 8) : known ? glyph(group(id), 4.6, x + 13, at + 8) : null,
        lines(x + 25, at + 12, said, 15, `t2 label${OVER.has(state(id)) ? ' over-text' : ''}`),
      ),
    );
    at += said.length * 15 + 6;
  }
  return [made, at - y + 3];
}
const plate = (said, x, y) => [
  sv('rect', {class: 'plate', x: x - 4, y: y - 11, width: width(said, 11) + 8, height: 14}),
  text(x, y, said, 't3'),
];

/* On a phone: one block for each row of the matrix. */
function matrixList(M, box, room, named) {
  const out = [];
  let y = 0;
  for (const r of M.rows) {
    const mine = M.of(r),
      gap = mine.some(isGap),
      said = fit(rowName(M, r), room - 120, 13, true);
    out.push(
      rule(0, y + 0.5, room, y + 0.5, 'hair2'),
      mark(
        keyOf(r ?? '', M.spec.row),
        rowName(M, r),
        {filter: []},
        ring(0, y + 3, room, 32),
        text(0, y + 24, said, 't1'),
        text(room, y + 24, fit(verdict(M, r, mine), 116, 11), `t3 end ${gap ? 'bold' : 'q3'}`),
      ),
    );
    y += 40;
    for (const c of M.columns) {
      const cell = M.at(r, c);
      if (!cell) continue;
      if (named) {
        const [made, tall] = namesCell(M, r, c, 84, y, room - 84);
        out.push(text(2, y + 17, fit(say(c, M.spec.column, true), 80, 11.5), 't3 q2'), made);
        y += Math.max(26, tall);
        continue;
      }
      const items = shownItems(M, cell),
        per = Math.max(1, Math.floor((room - 122) / 28)),
        h = Math.max(32, Math.ceil(items.length / per) * 26 + 6);
      out.push(
        mark(
          keyOf(c, M.spec.column),
          say(c, M.spec.column),
          {keys: cell.rows.map(row => ofRow(row.$n)), filter: [], confidence: confidenceOf(cell.rows)},
          cell.lead.length
            ? [
                sv('rect', {class: 'cell', x: 0, y: y + 1, width: room, height: h - 3, rx: 3}),
                sv('rect', {class: 'leadbar', x: 0, y: y + 1, width: 3, height: h - 3}),
              ]
            : null,
          ring(0, y + 1, room, h - 3),
          text(8, y + 20, fit(say(c, M.spec.column, true), 106, 12, true), `t2 ${cell.lead.length ? 'bold' : 'q2'}`),
        ),
      );
      items.forEach((id, q) =>
        out.push(chip(id, M.items.get(id), 120 + (q % per) * 28, y + 5 + Math.floor(q / per) * 26, [keyOf(c, M.spec.column)], 24, 21)),
      );
      y += h;
    }
    y += 8;
  }
  box.append(svg(room, y, T('view_matrix'), out));
}
