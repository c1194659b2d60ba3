/* Amounts along x, one panel a side, split by part; counts are drawn, money is written beside and never guessed. */
function drawStacks(spec, box, room) {
  const xs = everyYear(values(spec.x).sort((a, b) => a - b || (a < b ? -1 : 1))),
    sides = spec.side ? sortSides(values(spec.side)) : [null],
    parts = values(spec.part);
  const sum = rows => rows.reduce((total, row) => total + amount(row[spec.value]), 0);
  const of = (side, x) => ROWS.filter(row => (side === null || row[spec.side] === side) && row[spec.x] === x);
  const most = Math.max(1, ...sides.flatMap(side => xs.map(x => sum(of(side, x))))),
    hue = part => GROUPS[[0, 5, 2, 1, 7, 10, 3, 6, 9, 8][parts.indexOf(part) % 10]];
  const narrow = room < 620,
    left = narrow ? 4 : 130,
    cw = Math.min(90, (room - left) / xs.length),
    scale = 118 / most,
    out = [];
  let y = 8,
    kx = left;
  for (const part of parts) {
    const said = say(part, spec.part),
      wide = width(said, 11.5) + 34;
    if (kx + wide > room) {
      kx = left;
      y += 20;
    }
    out.push(
      mark(
        ofWord(spec.part, part),
        said,
        {filter: [], keys: ROWS.filter(row => row[spec.part] === part).map(row => ofRow(row.$n))},
        ring(kx - 4, y - 3, wide - 6, 19),
        sv('rect', {class: `stackpart ${hue(part)}`, x: kx, y: y + 1, width: 11, height: 11, rx: 2}),
        text(kx + 17, y + 10.5, said, 't3'),
      ),
    );
    kx += wide;
  }
  y += 30;
  for (const side of sides) {
    const tall = Math.max(26, scale * Math.max(...xs.map(x => sum(of(side, x))))),
      base = y + tall;
    out.push(rule(left, base + 0.5, left + cw * xs.length, base + 0.5, 'hair2'));
    if (side !== null)
      out.push(lines(0, narrow ? y - 2 : y + 20, wrap(say(side, spec.side), narrow ? room : left - 14, 13, 2, true), 16, 't1'));
    xs.forEach((x, k) => out.push(...oneStack(spec, of(side, x), left + k * cw, base, cw, scale, hue, parts)));
    xs.forEach((x, k) => out.push(text(left + k * cw + cw / 2, base + 14, cw < 34 && Number.isInteger(x) ? `’${String(x).slice(-2)}` : String(x), 't3 q2 mid')));
    y = base + (spec.money ? 58 : 48);
  }
  box.append(svg(room, y, T('view_stacks'), out));
}
/* Years in a row, those without anything too, so that equal distances are equal times. */
const everyYear = xs => {
  const [first, last] = [xs[0], xs[xs.length - 1]];
  const years = xs.length > 1 && xs.every(Number.isInteger) && last - first < 40;
  return years ? Array.from({length: last - first + 1}, (_, n) => first + n) : xs;
};
const sortSides = sides =>
  ['out', 'in', 'within', 'other']
    .filter(side => sides.includes(side))
    .concat(sides.filter(side => !['out', 'in', 'within', 'other'].includes(side)));
const amount = value => (typeof value === 'number' ? value : Array.isArray(value) ? value.length : 0);
function oneStack(spec, rows, x, base, cw, scale, hue, parts) {
  const made = [],
    bar = Math.min(46, cw * 0.66);
  let top = base;
  for (const row of [...rows].sort((a, b) => parts.indexOf(a[spec.part]) - parts.indexOf(b[spec.part]))) {
    const n = amount(row[spec.value]),
      h = n * scale;
    if (!n) continue;
    top -= h;
    made.push(
      mark(
        ofRow(row.$n),
        `${say(row[spec.x], spec.x)}, ${say(row[spec.part], spec.part)}: ${say(n)}`,
        {keys: [ofWord(spec.part, row[spec.part])], filter: [], confidence: confidenceOf([row])},
        sv('rect', {class: `stackpart ${hue(row[spec.part])}`, x: x + (cw - bar) / 2, y: top, width: bar, height: h}),
        ring(x + (cw - bar) / 2 - 1, top, bar + 2, h, 2),
        h > 15 ? text(x + cw / 2, top + h / 2 + 4, say(n), 't4 mid onink') : null,
      ),
    );
  }
  const money = spec.money ? rows.map(row => row[spec.money]).filter(value => typeof value === 'number' && value > 0) : [];
  const all = rows.reduce((total, row) => total + amount(row[spec.value]), 0);
  if (all) made.push(text(x + cw / 2, top - 5, say(all), 't3 bold mid'));
  if (money.length && cw > 56) made.push(text(x + cw / 2, base + 28, compact(money.reduce((a, b) => a + b, 0)), 't4 q3 mid'));
  return made;
}
const compact = value =>
  new Intl.NumberFormat(zh() ? 'zh-CN' : 'en', {
    style: 'currency',
    currency: 'USD',
    notation: 'compact',
    maximumFractionDigits: 1,
  }).format(value * 1e6);
