/* Bands of items; where the items have dates, each has its bar on one scale of time. */
function drawLayers(spec, box, room) {
  const bands = unique(ROWS.map(row => row[spec.layer] ?? null));
  const dates = spec.start
    ? ROWS.flatMap(row => [row[spec.start], spec.end && row[spec.end]])
        .map(firstDay)
        .filter(Boolean)
        .sort()
    : [];
  const timed = dates.length > 1 && room >= 620,
    names = timed ? Math.min(460, room * 0.46) : room;
  const years = timed ? yearsOf(dates) : null,
    x = timed ? date => names + 16 + ((dayNumber(date) - years.from) / (years.to - years.from)) * (room - names - 26) : null;
  const out = [];
  let y = timed ? 24 : 4;
  if (timed) {
    for (const year of years.ticks)
      out.push(rule(x(`${year}-01-01`), 20, x(`${year}-01-01`), 0, 'hair'), text(x(`${year}-01-01`) + 3, 13, year, 't4 q3'));
  }
  for (const band of bands) {
    const rows = ROWS.filter(row => (row[spec.layer] ?? null) === band);
    out.push(
      rule(0, y + 0.5, room, y + 0.5, 'hair2'),
      mark(
        ofWord(spec.layer, band ?? ''),
        band === null ? T('unstated') : say(band, spec.layer),
        {keys: rows.map(row => ofRow(row.$n)), filter: []},
        ring(-2, y + 3, names, 24),
        text(0, y + 20, fit(band === null ? T('unstated') : say(band, spec.layer), names - 70, 13, true), 't1'),
        text(names - 8, y + 20, String(rows.reduce((n, row) => n + Math.max(1, list(row[spec.item]).length), 0)), 't2 q3 end'),
      ),
    );
    y += 30;
    const whole = spec.note ? unique(rows.filter(row => list(row[spec.item]).length > 1).flatMap(row => list(row[spec.note]))) : [];
    if (whole.length) {
      const said = wrap(`${heading(spec.note)}${colon()}${say(whole, spec.note, true)}`, room - 8, 11, 2);
      out.push(lines(0, y + 10, said, 14, 't3 q2'));
      y += said.length * 14 + 6;
    }
    for (const row of rows) y = layerRow(spec, row, y, names, room, x, out);
    y += 8;
  }
  if (timed && x(app.day) > names + 16 && x(app.day) < room) out.push(rule(x(app.day), 18, x(app.day), y, 'now'));
  box.append(svg(room, y + 4, T('view_layers'), out));
}
function yearsOf(dates) {
  const first = Math.max(+dates[0].slice(0, 4), +today.slice(0, 4) - 16),
    last = Math.min(+dates[dates.length - 1].slice(0, 4), +today.slice(0, 4) + 8) + 1;
  const every = Math.ceil((last - first) / 9),
    ticks = [];
  for (let year = first; year <= last; year += every) ticks.push(String(year));
  return {from: dayNumber(`${first}-01-01`), to: dayNumber(`${last}-06-30`), ticks};
}
function layerRow(spec, row, y, names, room, x, out) {
  const status = (spec.status && row[spec.status]) || null,
    all = list(row[spec.item]);
  for (const id of all.length ? all : [null]) {
    const known = N.has(id),
      note = spec.note && all.length < 2 ? say(row[spec.note], spec.note) : '',
      dated = spec.start && !x ? day(row[spec.start]) : '';
    const aside = fit([dated, note].filter(Boolean).join(' · '), names * 0.32, 11),
      said = wrap(id === null ? T('nothing') : say(id, spec.item), names - 36 - (aside ? width(aside, 11) + 12 : 0), 12, 2);
    const h = said.length * 15 + 7,
      words = status || (known ? state(id) : 'in force');
    const key = known ? ofEntity(id) : ofRow(row.$n);
    out.push(
      mark(
        key,
        `${say(id, spec.item)}, ${word('statuses', words)}`,
        {keys: [ofRow(row.$n), ofWord(spec.layer, row[spec.layer] ?? '')], status: words, confidence: confidenceOf([row])},
        ring(-2, y, room + 2, h),
        known ? glyph(group(id), 5, 9, y + h / 2 - 1) : sv('circle', {class: 'dotvalue', cx: 9, cy: y + h / 2, r: 3}),
        lines(24, y + 14, said, 15, `t2 label${OVER.has(words) ? ' over-text' : ''}`),
        aside ? text(names - 8, y + 14, aside, 't3 q3 end') : null,
        x ? spanBar(spec, row, id, y + h / 2, x, names, room) : null,
      ),
    );
    y += h + 1;
  }
  return y;
}
function spanBar(spec, row, id, y, x, names, room) {
  if (!firstDay(row[spec.start])) return text(names + 18, y + 4, T('undated'), 't4 q3');
  const low = names + 16,
    high = room - 6,
    from = Math.max(low, x(firstDay(row[spec.start]))),
    to = firstDay(row[spec.end]) ? Math.min(high, x(firstDay(row[spec.end]))) : high;
  const open = !firstDay(row[spec.end]);
  const now = Math.max(from, Math.min(to, x(app.day)));
  return sv(
    'g',
    {class: group(id)},
    sv('rect', {class: 'spanbar', x: from, y: y - 3.5, width: Math.max(3, now - from), height: 6, rx: 1.5}),
    to > now ? sv('rect', {class: 'spanbar later', x: now, y: y - 3.5, width: to - now, height: 6, rx: 1.5}) : null,
    open ? sv('path', {class: 'hair2', d: `M${high - 1} ${y - 5}L${high + 4} ${y - 0.5}L${high - 1} ${y + 4}`}) : null,
  );
}
