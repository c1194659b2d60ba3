/* Two things that cross. Cells hold numbered marks (many instruments), names (few), or signs (an effect). */
function readMatrix(spec) {
  const cells = new Map();
  const rows = [],
    columns = [];
  const add = (all, value) => {
    if (!all.includes(value)) all.push(value);
  };
  for (const row of ROWS) {
    const across = list(row[spec.column]);
    for (const r of list(row[spec.row]).length ? list(row[spec.row]) : [null]) {
      add(rows, r);
      for (const c of across) {
        add(columns, c);
        const key = `${r}\u0000${c}`;
        if (!cells.has(key)) cells.set(key, {r, c, rows: [], items: new Set(), lead: [], signs: []});
        const cell = cells.get(key);
        cell.rows.push(row);
        for (const item of list(spec.cell && row[spec.cell])) cell.items.add(item);
        if (spec.lead && leads(spec, row)) cell.lead.push(row);
        if (spec.sign && row[spec.sign]) cell.signs.push(row);
      }
    }
  }
  const at = (r, c) => cells.get(`${r}\u0000${c}`);
  const own = r => columns.filter(c => at(r, c)?.lead.length);
  return {
    spec,
    rows: sortRows(rows),
    columns: sortColumns(columns, rows, at),
    at,
    leads: own,
    items: numbered(cells),
    of: r => ROWS.filter(row => list(row[spec.row]).includes(r) || (r === null && !list(row[spec.row]).length)),
  };
}
const leads = (spec, row) => row[spec.lead] && (!list(spec.leads).length || list(row[spec.lead]).some(said => spec.leads.includes(said)));
const sortRows = rows => [...rows].sort((a, b) => (a === null) - (b === null));
const WORLD = ['cn', 'us', 'eu', 'gb', 'jp', 'intl'];
function sortColumns(columns, rows, at) {
  const place = c => (WORLD.includes(c) ? WORLD.indexOf(c) : WORLD.length);
  if (columns.some(c => place(c) < 3)) return columns.sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
  const first = c => {
    const own = rows.findIndex(r => at(r, c)?.lead.length);
    return own >= 0 ? own : 1000 + rows.findIndex(r => at(r, c));
  };
  return columns.sort((a, b) => first(a) - first(b) || (a < b ? -1 : 1));
}
/* Numbers by date, so that the same number in several cells is one act. */
function numbered(cells) {
  const all = unique([...cells.values()].flatMap(cell => [...cell.items])).filter(id => state(id) !== 'absent');
  all.sort((a, b) => (dateOf(a) < dateOf(b) ? -1 : dateOf(a) > dateOf(b) ? 1 : a < b ? -1 : 1));
  return new Map(all.map((id, k) => [id, k + 1]));
}

function drawMatrix(spec, box, room) {
  const M = readMatrix(spec);
  const named = spec.cells === 'names' || (spec.cells !== 'signs' && M.columns.length <= 4);
  if (room < 620) matrixList(M, box, room, named);
  else if (named) matrixNames(M, box, room);
  else matrixNumbers(M, box, room);
}

const chipWidth = M => (M.items.size > 99 ? 23 : 16);
function chip(id, number, x, y, keys, w = 16, h = 15) {
  return mark(
    ofEntity(id),
    `${number} ${name(id)}, ${word('statuses', state(id))}`,
    {keys, cls: 'inst'},
    sv(
      'g',
      {class: `chip ${group(id)}`},
      sv('rect', {class: 'chipbox', x, y, width: w, height: h, rx: 2.5}),
      text(x + w / 2, y + h / 2 + 3.8, String(number)),
    ),
    ring(x - 2, y - 2, w + 4, h + 4),
  );
}

function matrixNumbers(M, box, room) {
  const {spec, rows, columns, at, items} = M;
  const step = chipWidth(M),
    left = Math.min(190, Math.max(96, ...rows.map(r => width(rowName(M, r), 12) + 12))),
    right = 92;
  const cw = Math.max(24, Math.min(crowded(M) ? 150 : 58, Math.floor((room - left - right) / columns.length)));
  const x = k => left + k * cw,
    per = Math.max(1, Math.floor((cw - 2) / (step + 1)));
  const head = zh() ? 84 : Math.min(104, 30 + 0.78 * Math.max(...columns.map(c => width(say(c, spec.column, true), 11, true)))),
    w = left + cw * columns.length + right;
  const out = [];
  let y = head;
  const split = spec.lead ? columns.findIndex(c => !rows.some(r => at(r, c)?.lead.length)) : -1;
  for (const r of rows) {
    const h = Math.max(25, ...columns.map(c => Math.ceil(shownItems(M, at(r, c)).length / per) * 17 + 8));
    out.push(matrixBand(M, r, {x, y, h, w, cw, left, right, per, step}));
    y += h;
  }
  out.push(rule(0, y + 0.5, w, y + 0.5, 'hair2'));
  if (split > 0) {
    const lean = zh() ? 0 : (head - 8) / Math.tan((50 * Math.PI) / 180); /* as the heads do */
    out.push(
      rule(x(split) - 0.5 + lean, 8, x(split) - 0.5, head, 'hair2'),
      rule(x(split) - 0.5, head, x(split) - 0.5, y + 18, 'hair2'),
      text(x(split) + 6, y + 15, T('onlyinstruments'), 't4 q3'),
      text(x(split) - 6, y + 15, T('ownrelation'), 't4 q3 end'),
    );
  }
  columns.forEach((c, k) => out.push(columnHead(M, c, x(k), cw, head, split < 0 || k < split)));
  box.append(svg(w, y + 24, T('view_matrix'), out));
}
const crowded = M => M.rows.some(r => M.columns.some(c => (M.at(r, c)?.items.size || 0) > 9));
const rowName = (M, r) => (r === null ? T('unstated') : say(r, M.spec.row, true));
const shownItems = (M, cell) =>
  cell ? [...cell.items].filter(id => M.items.has(id)).sort((a, b) => M.items.get(a) - M.items.get(b)) : [];
const keyOfCell = (M, r, c) => `c${r}\u0000${c}`;

function matrixBand(M, r, {x, y, h, w, cw, left, right, per, step}) {
  const {spec, columns, at} = M;
  const mine = M.of(r),
    gap = mine.some(isGap) || !columns.some(c => at(r, c));
  const g = sv('g', {class: 'band'}, sv('rect', {class: 'bandbg', x: 0, y, width: w, height: h}), rule(0, y + 0.5, w, y + 0.5));
  const keys = mine.flatMap(row => [...keysOfRow(row)]);
  g.append(
    mark(
      keyOf(r ?? '', spec.row),
      rowName(M, r),
      {keys, filter: []},
      ring(0, y + 2, left - 6, h - 4),
      text(2, y + 17, fit(rowName(M, r), left - 10, 12, gap), gap ? 't2 bold' : r === null ? 't2 q3' : 't2'),
    ),
  );
  if (gap && !columns.some(c => at(r, c))) {
    g.append(
      sv('rect', {class: 'cellgap', x: left, y: y + 5, width: x(columns.length) - left - 2, height: h - 9, rx: 3}),
      ...gapWords(mine, left, y, x(columns.length) - left),
    );
  }
  g.append(
    ...lines(
      x(columns.length) + 10,
      y + 17,
      wrap(verdict(M, r, mine), right - 12, 11, h > 34 ? 2 : 1, gap),
      13,
      `t3 ${gap ? 'bold' : 'q3'}`,
    ),
  );
  columns.forEach((c, k) => {
    const cell = at(r, c);
    if (!cell) return;
    const items = shownItems(M, cell),
      about = [keyOf(r ?? '', spec.row), keyOf(c, spec.column), ...cell.rows.map(row => ofRow(row.$n))];
    if (cell.lead.length || (!items.length && !cell.signs.length)) {
      g.append(
        mark(
          ofRow((cell.lead[0] || cell.rows[0]).$n),
          `${say(c, spec.column)}: ${rowName(M, r)}`,
          {keys: [...about, ...items.map(ofEntity)], filter: [], confidence: confidenceOf(cell.lead.length ? cell.lead : cell.rows)},
          sv('rect', {class: 'cell', x: x(k) + 1, y: y + 2, width: cw - 2, height: h - 3, rx: 3}),
          cell.lead.length ? sv('rect', {class: 'leadbar', x: x(k) + 1, y: y + 2, width: 2.5, height: h - 3}) : null,
          ring(x(k) + 1, y + 2, cw - 2, h - 3),
        ),
      );
    }
    if (spec.cells === 'signs')
      cell.signs
        .slice(0, per)
        .forEach((row, q) =>
          g.append(signCell(M, row, x(k) + cw / 2 + (q - (Math.min(per, cell.signs.length) - 1) / 2) * 16, y + 12.5, about)),
        );
    else
      items.forEach((id, q) =>
        g.append(
          chip(
            id,
            M.items.get(id),
            x(k) + cw / 2 - (Math.min(per, items.length) * (step + 1) - 1) / 2 + (q % per) * (step + 1),
            y + 5.5 + Math.floor(q / per) * 17,
            about,
            step,
          ),
        ),
      );
  });
  return g;
}
const signCell = (M, row, x, y, keys) =>
  mark(
    ofRow(row.$n),
    `${rowTitle(row)}: ${say(row[M.spec.sign], M.spec.sign)}`,
    {keys, filter: [], confidence: confidenceOf([row])},
    sv('circle', {class: 'ring', cx: x, cy: y, r: 9}),
    signMark(row[M.spec.sign], x, y, 5.5),
  );
/* What the row comes to: its state, else how many stand in it. */
function verdict(M, r, mine) {
  const said = M.spec.state && [...mine].sort((a, b) => !!a.via - !!b.via).find(row => row[M.spec.state])?.[M.spec.state];
  if (said !== undefined && said !== null && said !== false) return say(said, M.spec.state);
  const n = M.spec.lead ? M.leads(r).length : M.columns.filter(c => M.at(r, c)).length;
  return n ? say(n) : r === null ? '' : T('nonenamed');
}
function gapWords(mine, x, y, room) {
  const said = fit(
    [say(mine[0]?.[D.drawing.state] ?? '', D.drawing.state) || T('gap'), mine[0]?.note].filter(Boolean).join('. '),
    room - 24,
    11,
  );
  return [sv('rect', {class: 'plate', x: x + 8, y: y + 6, width: width(said, 11) + 12, height: 13}), text(x + 14, y + 16.5, said, 't3')];
}
/* Latin heads lean, Chinese heads stand; both are cut, and whole in the panel. */
function columnHead(M, c, x, cw, head, strong) {
  const said = say(c, M.spec.column, true),
    middle = x + cw / 2,
    cls = `t3 ${strong ? 'bold' : 'q2'}`;
  const keys = ROWS.filter(row => list(row[M.spec.column]).includes(c)).flatMap(row => [...keysOfRow(row)]);
  const upright = zh() && /[\u4e00-\u9fff]/.test(said);
  const label = upright
    ? [...said].slice(0, 6).map((char, k, all) => text(middle, head - 8 - (all.length - 1 - k) * 12.2, char, `${cls} mid`))
    : sv('text', {class: cls, transform: `translate(${middle + 3} ${head - 7}) rotate(-50)`}, fit(said, 104, 11, strong));
  const frame = upright
    ? ring(x + 2, 0, cw - 4, head - 3)
    : sv('rect', {
        class: 'ring',
        x: -4,
        y: -12,
        width: Math.min(112, width(said, 11, true) + 8),
        height: 17,
        rx: 3,
        transform: `translate(${middle + 3} ${head - 7}) rotate(-50)`,
      });
  return mark(keyOf(c, M.spec.column), say(c, M.spec.column), {keys, filter: []}, frame, label);
}
