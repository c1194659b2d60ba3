/* Two columns, aspect by aspect; ≠ stands between what differs. */
function drawComparison(spec, box, room) {
  const narrow = room < 620,
    left = narrow ? 0 : Math.min(200, room * 0.2),
    mid = 34,
    cw = (room - left - mid) / 2,
    out = [];
  const heads = [spec.a, spec.b].map(column => {
    const asked = own(D.params, `list_${column}`) ?? own(D.params, column);
    return typeof asked === 'string' ? say(asked, column) : heading(column);
  });
  const xs = [left, left + cw + mid];
  heads.forEach((said, k) => out.push(lines(xs[k] + 4, 15, wrap(said, cw - 10, 13, 2, true), 16, 't1')));
  let y = 44;
  for (const row of ROWS) {
    const same = spec.same ? row[spec.same] : JSON.stringify(row[spec.a]) === JSON.stringify(row[spec.b]);
    const said = wrap(say(row[spec.aspect], spec.aspect), narrow ? room - 8 : left - 12, 12.5, 3, true);
    const head = said.length * 15.5 + 3,
      top = narrow ? y + head : y,
      g = sv('g', {class: 'band'});
    const sides = [spec.a, spec.b].map((column, k) => facetCell(row, column, xs[k] - 4, top, cw, false, false));
    const h = Math.max(narrow ? 0 : said.length * 15.5 + 12, ...sides.map(([, tall]) => tall + (narrow ? head : 0)), 30);
    g.append(
      sv('rect', {class: 'bandbg', x: 0, y, width: room, height: h}),
      rule(0, y + 0.5, room, y + 0.5),
      mark(
        ofRow(row.$n),
        say(row[spec.aspect], spec.aspect),
        {keys: [...keysOfRow(row)], filter: [], confidence: confidenceOf([row])},
        ring(0, y + 2, narrow ? room : left - 6, narrow ? head : h - 4),
        lines(2, y + 17, said, 15.5, 't2 bold'),
      ),
      ...sides.flatMap(([made]) => made),
      text(left + cw + mid / 2 - 4, top + 19, same ? '=' : '≠', `t1 mid ${same ? 'q3' : 'conflict'}`),
    );
    out.push(g);
    y += h;
  }
  box.append(svg(room, y + 6, T('view_comparison'), out, rule(0, y + 0.5, room, y + 0.5, 'hair2')));
}
