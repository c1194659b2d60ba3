/* One thing a line; what named columns say of it; its verdict at the end. */
function drawFacets(spec, box, room) {
  const narrow = room < 700,
    right = spec.state ? 130 : 0,
    left = narrow ? room : Math.min(280, room * 0.26);
  const cw = narrow ? room : (room - left - right) / spec.facets.length,
    out = [];
  let y = narrow ? 4 : 28;
  if (!narrow) {
    out.push(
      text(2, 16, heading(spec.item), 't3 q3'),
      ...spec.facets.map((column, k) => text(left + k * cw + 8, 16, heading(column), 't3 q3')),
    );
    if (spec.state) out.push(text(room - right + 8, 16, heading(spec.state), 't3 q3'));
  }
  for (const row of ROWS) {
    const gap = isGap(row),
      known = N.has(row[spec.item]);
    const said = wrap(say(row[spec.item], spec.item), left - (narrow && spec.state ? 150 : 34), 12.5, 3, true);
    const g = sv('g', {class: 'band'}),
      inner = [];
    let h = said.length * 15.5 + 12,
      below = y + h;
    spec.facets.forEach((column, k) => {
      const x = narrow ? 24 : left + k * cw,
        from = narrow ? below : y;
      const [made, tall] = facetCell(row, column, x, from, narrow ? room - 24 : cw, narrow, gap);
      inner.push(...made);
      if (narrow) below += tall;
      else h = Math.max(h, tall);
    });
    if (narrow) h = below - y + 6;
    g.append(
      sv('rect', {class: 'bandbg', x: 0, y, width: room, height: h}),
      rule(0, y + 0.5, room, y + 0.5),
      mark(
        ofRow(row.$n),
        say(row[spec.item], spec.item),
        {keys: [...keysOfRow(row)], filter: [], confidence: confidenceOf([row])},
        ring(0, y + 2, (narrow ? room : left) - 6, said.length * 15.5 + 8),
        known ? glyph(group(row[spec.item]), 5, 10, y + 14) : null,
        lines(known ? 24 : 2, y + 18, said, 15.5, 't2 bold label'),
      ),
      ...inner,
    );
    if (spec.state && row[spec.state] !== null && row[spec.state] !== undefined) {
      const verdict = say(row[spec.state], spec.state);
      if (narrow) g.append(text(room - 2, y + 18, fit(verdict, 110, 11), `t3 end ${gap ? 'bold conflict' : 'q3'}`));
      else g.append(...lines(room - right + 8, y + 18, wrap(verdict, right - 10, 12, 3, gap), 14, `t2 ${gap ? 'bold conflict' : 'q2'}`));
    }
    out.push(g);
    y += h;
  }
  box.append(svg(room, y + 6, T('view_facets'), out, rule(0, y + 0.5, room, y + 0.5, 'hair2')));
}
const FEW = 8;
function facetCell(row, column, x, y, room, narrow, gap) {
  const all = list(row[column]),
    made = [];
  let at = y + (narrow ? 2 : 5);
  if (!all.length) {
    if (narrow) return [made, 0];
    return [
      [
        gap
          ? sv('rect', {class: 'cellgap', x: x + 6, y: y + 6, width: Math.min(120, room - 14), height: 16, rx: 3})
          : text(x + 8, y + 18, '—', 't2 q3'),
      ],
      28,
    ];
  }
  if (narrow) {
    made.push(text(x, at + 11, heading(column), 't3 q3'));
    at += 17;
  }
  for (const value of all.slice(0, FEW)) {
    const known = N.has(value) && !own(SETS, column),
      said = wrap(say(value, column, true), room - (known ? 32 : 14), 12, 2);
    const tall = said.length * 15 + 5;
    made.push(
      known
        ? mark(
            ofEntity(value),
            name(value),
            {keys: [ofRow(row.$n)]},
            ring(x + 2, at - 1, room - 8, tall),
            glyph(group(value), 4.6, x + 13, at + 8),
            lines(x + 24, at + 12, said, 15, `t2 label${OVER.has(state(value)) ? ' over-text' : ''}`),
          )
        : sv('g', {}, lines(x + 8, at + 12, said, 15, 't2')),
    );
    at += tall;
  }
  if (all.length > FEW) {
    made.push(text(x + 24, at + 11, T('andmore', {n: all.length - FEW}), 't3 q3'));
    at += 17;
  }
  return [made, at - y + 3];
}
