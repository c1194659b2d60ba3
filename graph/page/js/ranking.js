/* Items in order of a number; the bar is the number. */
function drawRanking(spec, box, room) {
  const rows = [...ROWS].sort((a, b) => (b[spec.value] ?? -Infinity) - (a[spec.value] ?? -Infinity)).slice(0, 60),
    most = Math.max(1e-9, ...rows.map(row => Number(row[spec.value]) || 0));
  const names = Math.min(330, room * 0.42),
    notes = room > 700 && spec.note ? Math.min(320, room * 0.28) : 0,
    bar = room - names - notes - 70,
    out = [];
  let y = 4;
  rows.forEach((row, k) => {
    const id = row[spec.item],
      known = N.has(id),
      value = Number(row[spec.value]) || 0,
      said = fit(say(id, spec.item), names - 60, 12.5, k < 10);
    out.push(
      mark(
        known ? ofEntity(id) : ofRow(row.$n),
        `${k + 1} ${say(id, spec.item)} ${say(row[spec.value])}`,
        {keys: [ofRow(row.$n)], confidence: confidenceOf([row])},
        ring(0, y, room, 24),
        text(22, y + 16, String(k + 1), 't3 q3 end'),
        known ? glyph(group(id), 5, 38, y + 12) : null,
        text(52, y + 16.5, said, `t2 label${k < 10 ? ' bold' : ''}`),
        sv(
          'g',
          {class: known ? group(id) : 'authority'},
          sv('rect', {class: 'meter', x: names, y: y + 7, width: Math.max(1, (bar * value) / most), height: 10, rx: 2}),
        ),
        text(names + (bar * value) / most + 8, y + 16.5, say(row[spec.value]), 't3 q2'),
        notes ? text(room - notes, y + 16.5, fit(say(row[spec.note], spec.note, true), notes, 11), 't3 q3') : null,
      ),
    );
    y += 26;
  });
  box.append(svg(room, y + 4, T('view_ranking'), out));
}
