/* Saving: the picture as SVG or PNG (twice the size, where a browser can draw that), the data as JSON, the table as CSV, the page on paper. */
const fileName = end => `ecomap-${(D.map || D.question || 'map').replace(/[^\w-]+/g, '-')}-${app.day}.${end}`;
function download(end, type, content) {
  const a = el('a', {
    href: URL.createObjectURL(content instanceof Blob ? content : new Blob([content], {type})),
    download: fileName(end),
  });
  a.click();
  setTimeout(() => URL.revokeObjectURL(a.href), 5000);
}
const KEPT_STYLES = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-opacity',
  'fill-opacity',
  'opacity',
  'font-size',
  'font-weight',
  'font-family',
  'text-anchor',
  'paint-order',
  'stroke-linejoin',
  'text-decoration',
  'display',
  'vector-effect',
];

/* The figure with its computed look written into attributes, its title and day, on its paper: it needs no style sheet. */
function pictureSvg() {
  const figure = $('figure').querySelector('svg.fig');
  const copy = figure ? dressed(figure) : networkSvg();
  copy.setAttribute('xmlns', SVG);
  const w = +copy.getAttribute('width'),
    h = +copy.getAttribute('height'),
    head = 58;
  const said = [titleText(), `${T('asof')} ${day(app.day)}`].filter(Boolean);
  const out = sv(
    'svg',
    {xmlns: SVG, width: w, height: h + head, viewBox: `0 0 ${w} ${h + head}`},
    sv('title', {}, said.join(' · ')),
    sv('rect', {width: w, height: h + head, fill: colour('paper')}),
    sv(
      'text',
      {x: 2, y: 24, fill: colour('ink'), 'font-family': FONT, 'font-size': 18, 'font-weight': 680},
      fit(said[0] || '', w - 8, 18, true),
    ),
    sv('text', {x: 2, y: 43, fill: colour('ink3'), 'font-family': FONT, 'font-size': 12}, said.slice(1).join(' · ')),
    sv('g', {transform: `translate(0 ${head})`}, ...copy.childNodes),
  );
  return {w, h: h + head, text: new XMLSerializer().serializeToString(out)};
}
function dressed(figure) {
  const copy = figure.cloneNode(true);
  const from = [figure, ...figure.querySelectorAll('*')],
    to = [copy, ...copy.querySelectorAll('*')];
  from.forEach((node, k) => {
    const look = getComputedStyle(node);
    for (const key of KEPT_STYLES) to[k].setAttribute(key, look.getPropertyValue(key));
    for (const gone of ['class', 'data-id', 'data-key', 'tabindex', 'role']) to[k].removeAttribute(gone);
  });
  return copy;
}
/* What every browser still draws: pixels along a side, and in all. */
const SIDE = 16_384,
  PIXELS = 120e6;
function savePng() {
  const {w, h, text: source} = pictureSvg();
  const times = Math.min(2, SIDE / Math.max(w, h), Math.sqrt(PIXELS / (w * h)));
  const instead = () => {
    download('svg', 'image/svg+xml', source);
    flash('savepng', 'toolarge');
  };
  if (times < 1) return instead();
  const image = new Image();
  image.onload = () => {
    const canvas = el('canvas', {width: Math.floor(w * times), height: Math.floor(h * times)});
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob(blob => (blob ? download('png', 'image/png', blob) : instead()));
  };
  image.onerror = instead;
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`; /* the policy of an editor's frame may allow no blob: */
}
const SAVES = {
  savesvg: () => download('svg', 'image/svg+xml', pictureSvg().text),
  savepng: savePng,
  savejson: () =>
    download(
      'json',
      'application/json',
      JSON.stringify(
        {
          question: D.question,
          params: D.params,
          as_of: D.as_of,
          columns: D.columns.map(c => c.name),
          rows: D.rows,
          claims: D.claims,
          entities: D.entities,
          sources: D.sources,
          notes: D.notes,
          nodes: D.nodes,
          edges: D.edges.map(({n, ...edge}) => edge),
        },
        null,
        1,
      ),
    ),
  print: () => window.print(),
};
async function copyTable() {
  const said = csv();
  try {
    await navigator.clipboard.writeText(said);
  } catch {
    /* an old browser, or a page opened from disk */
    const area = el('textarea');
    area.value = said;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
  flash('copy', 'copied');
}
/* What became of it, on the button and to a screen reader. */
function flash(button, said) {
  $(button).textContent = $('live').textContent = T(said);
  setTimeout(() => {
    $(button).textContent = T(button);
  }, 2500);
}

/* The network as SVG: the same painter, on a pen that writes elements instead of pixels. */
function networkSvg() {
  const {width: w, height: h} = $('figure').querySelector('canvas').getBoundingClientRect();
  const pen = svgPen(w, h);
  paint(pen, w, h, network.camera, null);
  return pen.svg;
}
function svgPen(w, h) {
  const out = sv('svg', {width: w, height: h});
  const pen = {
    svg: out,
    globalAlpha: 1,
    lineWidth: 1,
    fillStyle: '',
    strokeStyle: '',
    font: '',
    dash: [],
    path: '',
    stack: [],
    move: null,
  };
  const line = () => ({
    fill: 'none',
    stroke: pen.strokeStyle,
    'stroke-width': pen.lineWidth,
    'stroke-opacity': pen.globalAlpha,
    'stroke-dasharray': pen.dash.join(' ') || null,
  });
  const put = (tag, attributes, said) => out.append(sv(tag, {...attributes, transform: pen.move}, said));
  const said = (string, x, y, look) =>
    put(
      'text',
      {
        x,
        y,
        ...look,
        'text-anchor': 'middle',
        'font-family': FONT,
        'font-size': LABEL,
        'font-weight': pen.font.startsWith('640') ? 640 : 400,
      },
      string,
    );
  const n = value => Math.round(value * 10) / 10;
  return Object.assign(pen, {
    beginPath() {
      pen.path = '';
    },
    moveTo(x, y) {
      pen.path += `M${n(x)} ${n(y)}`;
    },
    lineTo(x, y) {
      pen.path += `L${n(x)} ${n(y)}`;
    },
    quadraticCurveTo(a, b, x, y) {
      pen.path += `Q${n(a)} ${n(b)} ${n(x)} ${n(y)}`;
    },
    setLineDash(dash) {
      pen.dash = dash;
    },
    save() {
      pen.stack.push(pen.move);
    },
    restore() {
      pen.move = pen.stack.pop();
    },
    translate(x, y) {
      pen.move = `translate(${n(x)} ${n(y)})`;
    },
    scale(x) {
      pen.move += ` scale(${n(x)})`;
    },
    fillRect(x, y, width, height) {
      put('rect', {x: n(x), y: n(y), width: n(width), height: n(height), fill: pen.fillStyle, 'fill-opacity': pen.globalAlpha});
    },
    fill(d) {
      put('path', {d, fill: pen.fillStyle, 'fill-opacity': pen.globalAlpha});
    },
    stroke(d) {
      if (d || pen.path) put('path', {d: d || pen.path, ...line()});
    },
    fillText(string, x, y) {
      said(string, n(x), n(y), {fill: pen.fillStyle});
    },
    strokeText(string, x, y) {
      said(string, n(x), n(y), {fill: 'none', stroke: pen.strokeStyle, 'stroke-width': pen.lineWidth, 'stroke-linejoin': 'round'});
    },
  });
}
