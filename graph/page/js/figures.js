/* Values of one measure and unit on one scale; rivals of the same period side by side, marked, never averaged. */
function drawFigures(spec, box, room) {
  const sets = new Map(),
    out = [],
    names = Math.min(230, room * 0.3);
  for (const row of ROWS) {
    const key = `${row[spec.measure]}\u0000${row[spec.unit] ?? ''}`;
    sets.has(key) ? sets.get(key).push(row) : sets.set(key, [row]);
  }
  let y = 6;
  for (const rows of sets.values()) {
    const numbers = rows.map(row => row[spec.value]).filter(value => typeof value === 'number'),
      high = Math.max(0, ...numbers),
      low = Math.min(0, ...numbers);
    const x = value => names + 10 + ((value - low) / Math.max(1e-9, high - low)) * (room - names - 150);
    out.push(
      rule(0, y + 0.5, room, y + 0.5, 'hair2'),
      text(
        0,
        y + 20,
        fit(
          `${say(rows[0][spec.measure], spec.measure)}${rows[0][spec.unit] ? `, ${say(rows[0][spec.unit], 'unit')}` : ''}`,
          room - 4,
          13,
          true,
        ),
        't1',
      ),
    );
    y += 30;
    rows.sort(
      (a, b) => String(a[spec.period] ?? '').localeCompare(String(b[spec.period] ?? '')) || (a[spec.value] ?? 0) - (b[spec.value] ?? 0),
    );
    for (const row of rows) y = figureRow(spec, row, rows, y, names, room, x, low, out);
    y += 10;
  }
  box.append(svg(room, y, T('view_figures'), out));
}
function figureRow(spec, row, rows, y, names, room, x, low, out) {
  const rivals = spec.rivals ? list(row[spec.rivals]).length : rows.filter(one => one[spec.period] === row[spec.period]).length > 1,
    known = typeof row[spec.value] === 'number';
  const about = fit(
      [row[spec.period], row[spec.qualifier]]
        .filter(Boolean)
        .map(said => say(said))
        .join(' · ') || T('undated'),
      names - 24,
      12,
    ),
    value = known ? say(row[spec.value]) : T('unstated');
  out.push(
    mark(
      ofRow(row.$n),
      `${about}: ${value}`,
      {keys: [...keysOfRow(row)], filter: [], confidence: confidenceOf([row])},
      ring(0, y, room, 22),
      rivals ? text(2, y + 15.5, '≠', 't2 conflict') : null,
      text(18, y + 15.5, about, 't2 label'),
      known
        ? [
            sv('line', {class: 'hair2', x1: x(low), x2: x(row[spec.value]), y1: y + 11, y2: y + 11}),
            sv('circle', {class: 'dotvalue', cx: x(row[spec.value]), cy: y + 11, r: 5}),
          ]
        : null,
      text(known ? x(row[spec.value]) + 12 : names + 10, y + 15.5, value, 't2 bold'),
    ),
  );
  return y + 24;
}
