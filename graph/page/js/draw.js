/* Making elements: text only, never markup; measuring and breaking lines; the shapes of kinds. */
const $ = id => document.getElementById(id);
const SVG = 'http://www.w3.org/2000/svg';
const root = document.documentElement;

const el = (tag, attributes, ...children) => dress(document.createElement(tag), attributes, children);
const sv = (tag, attributes, ...children) => dress(document.createElementNS(SVG, tag), attributes, children);
function dress(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key.startsWith('aria-') && typeof value === 'boolean') node.setAttribute(key, String(value));
    else if (value === null || value === undefined || value === false) continue;
    else if (key === 'on') for (const [event, act] of Object.entries(value)) node.addEventListener(event, act);
    else if (key === 'data') Object.assign(node.dataset, value);
    else node.setAttribute(key, value === true ? '' : value);
  }
  for (const child of children.flat(4)) if (child !== null && child !== undefined && child !== false) node.append(child);
  return node;
}

/* Text is measured in the page's own font before it is placed. */
const ruler = document.createElement('canvas').getContext('2d');
const FONT = getComputedStyle(root).getPropertyValue('--sans') || 'sans-serif';
const widths = new Map();
function width(text, size, bold) {
  const key = `${size}${bold ? 'b' : ''}${text}`;
  if (!widths.has(key)) {
    ruler.font = `${bold ? '640 ' : ''}${size}px ${FONT}`;
    widths.set(key, ruler.measureText(text).width);
  }
  return widths.get(key);
}
/* Words for Latin, characters for Chinese, a closing mark never first and an opening one never last; what does not fit in `most`
   lines ends in … */
const [WIDE, OPENING, CLOSING] = ['\\u3000-\\u9fff\\uff00-\\uffef', '（“《「【', '，。、；：？！）”》」】'];
const PIECES = new RegExp(`[${OPENING}]*(?:[^\\s${WIDE}${OPENING}]+|[${WIDE}])[${CLOSING}]*\\s*|\\s+|.`, 'gsu');
function wrap(text, room, size, most = 9, bold = false) {
  const lines = [];
  let line = '';
  for (const piece of String(text).match(PIECES) || ['']) {
    if (line && width((line + piece).trimEnd(), size, bold) > room) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
  }
  if (line.trim() || !lines.length) lines.push(line.trimEnd());
  if (lines.length > most) {
    lines.length = most;
    lines[most - 1] += '…';
  }
  return lines.map(one => fit(one, room, size, bold));
}
/* The same number of lines, all about equally long: under a mark, where a last line of one character looks lost. */
function wrapEvenly(text, room, size, most, bold) {
  const cut = wrap(text, room, size, most, bold);
  for (let less = room / 2; cut.length > 1 && less < room; less += 4) {
    const even = wrap(text, less, size, 9, bold);
    if (even.length === cut.length && even.every(line => !line.endsWith('…'))) return even;
  }
  return cut;
}
/* One line cut to its room; a single long word (a hostile one too) is cut in the middle of it. */
function fit(text, room, size, bold = false) {
  if (width(text, size, bold) <= room) return text;
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (width(`${text.slice(0, middle)}…`, size, bold) <= room) low = middle;
    else high = middle - 1;
  }
  return `${text.slice(0, low).trimEnd().replace(/[…\ud800-\udbff]$/, '')}…`; /* no half of a character either */
}

const text = (x, y, said, cls, more) => sv('text', {x, y, class: cls, ...more}, said);
const lines = (x, y, all, lead, cls) => all.map((said, k) => text(x, y + k * lead, said, cls));
const rule = (x1, y1, x2, y2, cls = 'hair') => sv('line', {class: cls, x1, y1, x2, y2});
const box = (x, y, w, h, cls, rx = 3) => sv('rect', {class: cls, x, y, width: Math.max(0, w), height: Math.max(0, h), rx});
const ring = (x, y, w, h, rx = 4) => box(x, y, w, h, 'ring', rx);

/* The second code of kinds: a shape for each group, as points of a unit box, drawn on canvas and in SVG alike. */
const SHAPES = table({
  authority: 'M-.9-.9H.9V.9H-.9Z',
  rule: 'M-.75-1H.3L.75-.5V1H-.75Z',
  payer: 'M1 0L.5.87H-.5L-1 0L-.5-.87H.5Z',
  mechanism: 'M-.6-.6H.6A.6.6 0 0 1 .6.6H-.6A.6.6 0 0 1-.6-.6Z',
  step: 'M-.66 0A.66.66 0 0 1 .66 0A.66.66 0 0 1-.66 0Z',
  company: 'M-.95 0A.95.95 0 0 1 .95 0A.95.95 0 0 1-.95 0Z',
  product: 'M0-1.15L1.15 0L0 1.15L-1.15 0Z',
  voice: 'M0-1.05L1.05.8H-1.05Z',
  care: 'M-.36-1H.36V-.36H1V.36H.36V1H-.36V.36H-1V-.36H-.36Z',
  capital: 'M0 1.05L1.05-.8H-1.05Z',
  market: 'M-.6-.75H.6A.4.4 0 0 1 1-.35V.35A.4.4 0 0 1 .6.75H-.6A.4.4 0 0 1-1 .35V-.35A.4.4 0 0 1-.6-.75Z',
  signal: 'M0-1.1L.35-.35L1.1 0L.35.35L0 1.1L-.35.35L-1.1 0L-.35-.35Z',
  record: 'M-.8-.95H.8V.95H-.8ZM-.4-.3H.4M-.4.3H.4',
});
const glyph = (kind, size = 5, x = 0, y = 0) =>
  sv(
    'g',
    {class: kind, transform: `translate(${x} ${y}) scale(${size})`},
    sv('path', {
      d: SHAPES[kind] || SHAPES.company,
      class: `glyph${kind === 'step' ? ' stop' : ''}`,
      'vector-effect': 'non-scaling-stroke',
    }),
  );
const stateClass = word => `s-${String(word).replace(/[ _]/g, '-')}`;
const classOf = id => `${stateClass(state(id))} c-${doubt(N.get(id))}`;
const icon = (kind, cls = '') => sv('svg', {viewBox: '-8 -8 16 16', 'aria-hidden': 'true', class: cls}, glyph(kind, 6));
const kindIcon = id => icon(group(id), N.has(id) ? classOf(id) : '');
const hatch = () =>
  sv(
    'defs',
    {},
    sv(
      'pattern',
      {id: 'hatch', width: 5, height: 5, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)'},
      sv('rect', {class: 'hatchline', width: 1.2, height: 5}),
    ),
  );
const svg = (w, h, label, ...children) =>
  sv(
    'svg',
    {class: 'fig', width: w, height: Math.ceil(h), viewBox: `0 0 ${w} ${Math.ceil(h)}`, role: 'group', 'aria-label': label},
    hatch(),
    children,
  );

/* ▲ favours or supports, ▼ burdens or opposes, ◆ mixed or movable, ○ silent: sign first, colour second. */
const SIGNS = table({favours: 'up', supports: 'up', carries: 'up', burdens: 'down', opposes: 'down', mixed: 'both', movable: 'both'});
const SIGN_PATHS = {
  up: 'M0-1L1 .8H-1Z',
  down: 'M0 1L1-.8H-1Z',
  both: 'M0-1.1L1.1 0L0 1.1L-1.1 0Z',
  none: 'M-.8 0A.8.8 0 0 1 .8 0A.8.8 0 0 1-.8 0Z',
};
const SIGN_TEXT = {up: '▲', down: '▼', both: '◆', none: '○'};
const signOf = said => SIGNS[said] || 'none';
const signMark = (said, x, y, r = 5) =>
  sv('path', {
    class: `sign sign-${signOf(said)}`,
    d: SIGN_PATHS[signOf(said)],
    transform: `translate(${x} ${y}) scale(${r})`,
    'vector-effect': 'non-scaling-stroke',
  });
