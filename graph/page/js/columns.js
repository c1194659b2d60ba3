/* Items sorted into a few named groups, side by side: camps, kinds of change. */
function drawColumns(spec, box, room) {
  const groups = values(spec.group),
    narrow = room < 620,
    per = narrow ? 1 : Math.min(groups.length, Math.max(1, Math.floor(room / 190)));
  const gap = 18,
    cw = (room - gap * (per - 1)) / per,
    out = [];
  let top = 0;
  for (let k = 0; k < groups.length; k += per) {
    let bottom = top;
    groups.slice(k, k + per).forEach((said, q) => {
      const rows = ROWS.filter(row => list(row[spec.group]).includes(said));
      const [made, y] = oneColumn(spec, said, rows, q * (cw + gap), top, cw);
      out.push(...made);
      bottom = Math.max(bottom, y);
    });
    top = bottom + 16;
  }
  box.append(svg(room, top, T('view_columns'), out));
}
function oneColumn(spec, said, rows, x, top, cw) {
  const made = [
    rule(x, top + 0.5, x + cw, top + 0.5, 'hair2'),
    mark(
      ofWord(spec.group, said),
      say(said, spec.group),
      {keys: rows.map(row => ofRow(row.$n)), filter: []},
      ring(x - 3, top + 4, cw + 3, 24),
      SIGNS[said] || said === 'silent' ? signMark(said, x + 7, top + 17, 5.5) : null,
      text(x + (SIGNS[said] || said === 'silent' ? 20 : 0), top + 21, fit(say(said, spec.group), cw - 60, 13, true), 't1'),
      text(x + cw - 4, top + 21, String(rows.length), 't2 q3 end'),
    ),
  ];
  let y = top + 34;
  for (const same of byItem(spec, rows)) {
    const [row] = same;
    const item = row[spec.item],
      known = N.has(item),
      shown = wrap(say(item, spec.item), cw - 30, 12, 2, true);
    const about = unique(same.flatMap(one => columnNote(spec, one)).flatMap(line => wrap(line, cw - 30, 11, 2))),
      under = about.length > 5 ? [...about.slice(0, 4), `+${about.length - 4}`] : about,
      h = shown.length * 15 + under.length * 14 + 10;
    const sign = spec.sign && spec.sign !== spec.group ? row[spec.sign] : null;
    made.push(
      mark(
        known ? ofEntity(item) : ofRow(row.$n),
        say(item, spec.item),
        {
          keys: [...same.map(one => ofRow(one.$n)), ofWord(spec.group, said)],
          filter: known ? tokens(item) : [],
          confidence: confidenceOf(same),
        },
        ring(x - 3, y - 2, cw + 3, h),
        sign
          ? signMark(sign, x + 9, y + 10, 5)
          : known
            ? glyph(group(item), 5, x + 9, y + 10)
            : sv('circle', {class: 'dotvalue', cx: x + 9, cy: y + 10, r: 3}),
        lines(x + 24, y + 14, shown, 15, `t2 bold label${OVER.has(state(item)) ? ' over-text' : ''}`),
        lines(x + 24, y + 14 + shown.length * 15, under, 14, 't3 q2'),
      ),
    );
    y += h;
  }
  return [made, y];
}
function byItem(spec, rows) {
  const found = new Map();
  for (const row of rows) found.has(row[spec.item]) ? found.get(row[spec.item]).push(row) : found.set(row[spec.item], [row]);
  return [...found.values()];
}
function columnNote(spec, row) {
  const out = [];
  const full = column => column && list(row[column]).length;
  if (spec.before || spec.after) {
    const [a, b] = [
      full(spec.before) ? say(row[spec.before], spec.before, true) : '',
      full(spec.after) ? say(row[spec.after], spec.after, true) : '',
    ];
    if (a && b) out.push(a === b ? a : `${a} → ${b}`);
    else if (a || b) out.push(a ? `${spec.after ? `${T('before_col')}${colon()}` : ''}${a}` : b);
  }
  if (full(spec.note)) out.push(say(row[spec.note], spec.note));
  return out;
}
