/* One picture of the network on anything that draws like a canvas: the screen, a saved PNG, a saved SVG.
   camera: {x, y} the middle in the network's units, k pixels per unit; lit: ids that stand out, or null. */
const colour = name => getComputedStyle(root).getPropertyValue(`--${name}`).trim();
const DASHES = table({planned: [4, 3], due: [6, 2, 1.5, 2], draft: [1.5, 2.5]});
const LOOKS = ['in force', 'over', 'draft', 'due', 'planned', 'conflict'];
const lookOf = edge => {
  if (edge.type === CONFLICT) return 5;
  const said = stateOf(edge);
  return said === 'in force' ? 0 : OVER.has(said) ? 1 : Math.max(0, LOOKS.indexOf(said));
};
const PALE = table({unverified: 0.5, reported: 0.75});
const LABEL = 12;

function paint(c, w, h, camera, lit, {labels = true} = {}) {
  const palette = Object.fromEntries(['paper', 'ink', 'ink3', 'line2', 'conflict'].map(name => [name, colour(name)]));
  c.fillStyle = palette.paper;
  c.fillRect(0, 0, w, h);
  const sx = i => (net.X[i] - camera.x) * camera.k + w / 2;
  const sy = i => (net.Y[i] - camera.y) * camera.k + h / 2;
  const view = {w, h, k: camera.k, sx, sy, radius: i => Math.max(1.7, Math.min(26, net.R[i] * camera.k)), palette, lit};
  paintEdges(c, view);
  paintNodes(c, view);
  return labels ? paintLabels(c, view) : [];
}

function paintEdges(c, view) {
  const {w, h, sx, sy, lit, palette, k} = view;
  const plainAlpha = Math.max(0.07, Math.min(0.4, 9 / Math.sqrt(E.length + 1)));
  const batches = [];
  E.forEach((edge, j) => {
    if (!net.seesEdge[j]) return;
    const [a, b] = net.ends[j];
    const x1 = sx(a),
      y1 = sy(a),
      x2 = sx(b),
      y2 = sy(b);
    if (Math.max(x1, x2) < 0 || Math.max(y1, y2) < 0 || Math.min(x1, x2) > w || Math.min(y1, y2) > h) return;
    const level = lit ? (lit.edges.has(j) ? 2 : 0) : 1;
    const key = (level * LOOKS.length + lookOf(edge)) * 2 + (edgeDoubt(edge) === 'unverified' ? 1 : 0);
    (batches[key] ??= []).push(j, x1, y1, x2, y2);
  });
  c.lineCap = 'butt';
  for (const [key, flat] of batches.entries()) {
    if (!flat) continue;
    const [pale, look, level] = [key % 2, LOOKS[(key >> 1) % LOOKS.length], Math.floor(key / 2 / LOOKS.length)];
    c.strokeStyle = look === 'conflict' ? palette.conflict : level === 2 ? palette.ink : palette.ink3;
    c.globalAlpha = (level === 2 ? 0.9 : level === 0 ? 0.07 : look === 'conflict' ? 0.8 : plainAlpha * (look === 'over' ? 0.5 : 1)) * (pale ? 0.5 : 1);
    c.lineWidth = level === 2 ? 1.6 : Math.max(0.7, Math.min(1.2, k * 1.4));
    c.setLineDash(DASHES[look] || []);
    c.beginPath();
    for (let q = 0; q < flat.length; q += 5) line(c, flat, q, k);
    c.stroke();
    if (level === 2 || flat.length < 1500) {
      c.setLineDash([]);
      c.beginPath();
      for (let q = 0; q < flat.length; q += 5) head(c, flat, q, view);
      c.stroke();
    }
  }
  c.setLineDash([]);
  c.globalAlpha = 1;
}
function line(c, flat, q, k) {
  const bend = net.bends[flat[q]];
  c.moveTo(flat[q + 1], flat[q + 2]);
  if (!bend) c.lineTo(flat[q + 3], flat[q + 4]);
  else {
    const dx = flat[q + 3] - flat[q + 1],
      dy = flat[q + 4] - flat[q + 2],
      far = Math.hypot(dx, dy) || 1,
      out = bend * 22 * Math.min(1, k);
    c.quadraticCurveTo(
      (flat[q + 1] + flat[q + 3]) / 2 - (dy / far) * out,
      (flat[q + 2] + flat[q + 4]) / 2 + (dx / far) * out,
      flat[q + 3],
      flat[q + 4],
    );
  }
}
/* An open V at the object's rim. */
function head(c, flat, q, {radius}) {
  const [x1, y1, x2, y2] = [flat[q + 1], flat[q + 2], flat[q + 3], flat[q + 4]];
  const far = Math.hypot(x2 - x1, y2 - y1);
  const rim = radius(net.ends[flat[q]][1]) + 2;
  if (far < rim + 14) return;
  const ux = (x2 - x1) / far,
    uy = (y2 - y1) / far,
    px = x2 - ux * rim,
    py = y2 - uy * rim;
  c.moveTo(px - ux * 6 - uy * 3.2, py - uy * 6 + ux * 3.2);
  c.lineTo(px, py);
  c.lineTo(px - ux * 6 + uy * 3.2, py - uy * 6 - ux * 3.2);
}

const outlines = Object.fromEntries(Object.entries(SHAPES).map(([kind, d]) => [kind, new Path2D(d)]));
function paintNodes(c, view) {
  const {w, h, sx, sy, radius, lit, palette} = view;
  const hues = new Map(GROUPS.map(kind => [kind, colour(kind)]));
  for (let q = net.size - 1; q >= 0; q--) {
    const i = net.byWeight[q];
    if (!net.seesNode[i]) continue;
    const x = sx(i),
      y = sy(i),
      r = radius(i);
    if (x < -r || y < -r || x > w + r || y > h + r) continue;
    const node = NODES[i],
      said = stateOf(node),
      kind = groupOfLabel(node.label);
    c.globalAlpha = (lit && !lit.nodes.has(i) ? 0.2 : 1) * (PALE[doubt(node)] ?? 1);
    const hollow = TO_COME.has(said) || said === 'unknown' || kind === 'step';
    const hue = OVER.has(said) ? palette.line2 : hues.get(kind);
    if (r < 2.4) {
      c.fillStyle = hue;
      c.fillRect(x - r, y - r, 2 * r, 2 * r);
      continue;
    }
    c.fillStyle = hollow ? palette.paper : hue;
    c.strokeStyle = hue;
    c.lineWidth = (hollow ? 1.5 : 0.6) / r;
    c.setLineDash((DASHES[said] || []).map(step => step / r));
    c.save();
    c.translate(x, y);
    c.scale(r, r);
    const outline = c.svg ? SHAPES[kind] : outlines[kind];
    c.fill(outline);
    c.stroke(outline);
    c.restore();
  }
  c.setLineDash([]);
  c.globalAlpha = 1;
}

/* Labels by importance: each takes its place under its mark if nothing stands there yet. */
function paintLabels(c, view) {
  const {w, h, sx, sy, radius, lit, palette, k} = view;
  const taken = new Map();
  const free = box =>
    cellsOf(box).every(cell => (taken.get(cell) || []).every(o => box[0] > o[2] || box[2] < o[0] || box[1] > o[3] || box[3] < o[1]));
  const take = box => cellsOf(box).forEach(cell => (taken.has(cell) ? taken.get(cell).push(box) : taken.set(cell, [box])));
  const placed = [];
  const budget = Math.min(260, Math.round((w * h) / 5200));
  const order = lit ? [...lit.nodes, ...(lit.edges.size ? [] : net.byWeight)] : net.byWeight;
  const onScreen = i => net.seesNode[i] && sx(i) > 0 && sx(i) < w && sy(i) > 0 && sy(i) < h;
  for (const i of net.byWeight.slice(0, 1500))
    if (onScreen(i) && radius(i) > 3 && (!lit || lit.nodes.has(i))) take([sx(i) - radius(i), sy(i) - radius(i), sx(i) + radius(i), sy(i) + radius(i)]);
  c.textAlign = 'center';
  c.textBaseline = 'alphabetic';
  c.lineJoin = 'round';
  for (const i of order) {
    if (placed.length >= budget) break;
    if (!onScreen(i) || (!lit && radius(i) < 2.2 && net.weight[i] < 12)) continue;
    const bold = lit ? i === lit.centre : net.weight[i] >= 12;
    const said = fit(short(NODES[i].id), k > 0.8 ? 220 : 150, LABEL, bold);
    const spot = spotFor(sx(i), sy(i), radius(i), width(said, LABEL, bold) / 2 + 2, w, free);
    if (!spot) continue;
    const {x, y, box} = spot;
    take(box);
    placed.push(box);
    c.font = `${bold ? '640 ' : ''}${LABEL}px ${FONT}`;
    c.strokeStyle = palette.paper;
    c.lineWidth = 3.5;
    c.strokeText(said, x, y);
    c.fillStyle = OVER.has(state(NODES[i].id)) ? palette.ink3 : palette.ink;
    c.fillText(said, x, y);
  }
  return placed;
}
/* Below its mark, above, right, left: the first place inside the frame where nothing stands. */
function spotFor(x, y, r, half, w, free) {
  const tries = [
    [x, y + r + 12],
    [x, y - r - 6],
    [x + r + half + 3, y + 4],
    [x - r - half - 3, y + 4],
  ];
  for (const [tx, ty] of tries) {
    const box = [tx - half, ty - 10, tx + half, ty + 4];
    if (box[0] >= 2 && box[2] <= w - 2 && box[1] >= 2 && free(box)) return {x: tx, y: ty, box};
  }
  return null;
}
function cellsOf([x1, y1, x2, y2]) {
  const cells = [];
  for (let a = Math.floor(x1 / 90); a <= Math.floor(x2 / 90); a++)
    for (let b = Math.floor(y1 / 30); b <= Math.floor(y2 / 30); b++) cells.push(a * 4096 + b);
  return cells;
}
