/* Ways through the graph: ranked, one below the other; or merged by links away, as a flow of what each leads to. */
function drawPaths(spec, box, room) {
  const out = [],
    ranked = [...ROWS].sort((a, b) =>
      spec.rank ? a[spec.rank] - b[spec.rank] : list(a[spec.path]).length - list(b[spec.path]).length || a.$n - b.$n,
    );
  let y = 6;
  for (const row of ranked) y = pathLine(spec, row, y, room, out);
  box.append(svg(room, y + 4, T('view_paths'), out));
}
function pathLine(spec, row, top, room, out) {
  const ids = list(row[spec.path]),
    words = list(spec.relations && row[spec.relations]),
    lead = spec.rank ? 40 : spec.kind ? Math.min(150, room * 0.2) : 4;
  const end = spec.weight && room > 620 ? 90 : 0,
    stops = spec.end && row[spec.end] && ids[ids.length - 1] !== row[spec.end] ? [...ids, row[spec.end]] : ids;
  let x = lead,
    y = top + 8;
  const made = [];
  stops.forEach((id, k) => {
    const said = fit(say(id, '', true), 190, 12, true),
      wide = width(said, 12, true) + 28;
    const relation = k ? fit(relationWord(stops[k - 1], id, words[k - 1]), 150, 11) : '',
      space = k ? Math.max(34, width(relation, 11) + 22) : 0;
    if (x > lead && x + space + wide > room - end) {
      x = lead + 18;
      y += 36;
    }
    if (k) {
      made.push(
        link(ofEntity(stops[k - 1]), ofEntity(id), {
          class: `link ${stateClass((spec.status && row[spec.status]) || 'in force')} c-${confidenceOf([row])}`,
          d: `M${x + 2} ${y + 12}H${x + space - 6}M${x + space - 10} ${y + 8.5}L${x + space - 6} ${y + 12}L${x + space - 10} ${y + 15.5}`,
        }),
        text(x + space / 2 - 2, y + 6, relation, 't4 q3 mid'),
      );
      x += space;
    }
    made.push(
      mark(
        N.has(id) ? ofEntity(id) : ofRow(row.$n),
        say(id),
        {keys: [ofRow(row.$n), ...(k ? [ofEntity(stops[k - 1])] : []), ...(stops[k + 1] ? [ofEntity(stops[k + 1])] : [])]},
        ring(x - 2, y, wide, 25),
        N.has(id) ? glyph(group(id), 5, x + 8, y + 12) : null,
        text(x + 20, y + 16.5, said, 't2 bold label'),
      ),
    );
    x += wide;
  });
  const h = y - top + 40;
  out.push(rule(0, top + 0.5, room, top + 0.5), ...made);
  if (spec.rank) out.push(text(4, top + 24, String(row[spec.rank]), 't1 q2'));
  else if (spec.kind) out.push(text(2, top + 24, fit(say(row[spec.kind], spec.kind), lead - 10, 11), 't3 q2'));
  if (spec.weight && row[spec.weight] !== null && row[spec.weight] !== undefined) {
    const value = Math.max(0, Math.min(1, row[spec.weight]));
    if (end)
      out.push(
        sv(
          'g',
          {class: 'authority'},
          sv('rect', {class: 'metertrack', x: room - 84, y: top + 18, width: 50, height: 6, rx: 3}),
          sv('rect', {class: 'meter', x: room - 84, y: top + 18, width: 50 * value, height: 6, rx: 3}),
        ),
        text(room - 2, top + 24, say(row[spec.weight]), 't3 q2 end'),
      );
  }
  return top + h;
}
/* The word of a step: the row's own, else the relation that joins the two, read in the direction of the path. */
function relationWord(from, to, said) {
  const edge = edgesOf(from).find(one => (one.from === to || one.to === to) && (!said || one.type === said));
  const type = said || edge?.type;
  const words = own(V.relations, type);
  if (!words) return type ? say(type, 'relation') : '';
  return (edge && edge.from !== from && words[`${app.lang}_inv`]) || words[app.lang];
}
