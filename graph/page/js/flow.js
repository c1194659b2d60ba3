/* Left to right: what leads to what. Links by level, or one path a row through fixed stages. */
function readFlow(spec) {
  const columns = [],
    places = new Map(),
    links = [];
  const put = (value, level, column) => {
    const key = `${column ?? ''}\u0000${value}`;
    if (!places.has(key)) {
      places.set(key, {key, value, column, level, rows: []});
      (columns[level] = columns[level] || []).push(places.get(key));
    }
    return places.get(key);
  };
  const join = (a, b, row) => {
    a.rows.push(row);
    b.rows.push(row);
    links.push({a, b, row});
  };
  if (spec.stages) {
    for (const row of ROWS) {
      const tiers = spec.stages.map((column, level) =>
        (list(row[column]).length ? list(row[column]) : [null]).map(value => put(value, level, column)),
      );
      for (let k = 1; k < tiers.length; k++) for (const a of tiers[k - 1]) for (const b of tiers[k]) join(a, b, row);
    }
  } else {
    const sources = ROWS.filter(row => row[spec.source] !== null && row[spec.source] !== undefined);
    const targets = new Map(ROWS.map(row => [row[spec.target], Number(row[spec.level]) || 1]));
    for (const row of sources) {
      const level = Number(row[spec.level]) || 1;
      const before = list(row[spec.source]);
      for (const value of before)
        join(put(value, targets.has(value) ? targets.get(value) : level - 1), put(row[spec.target], targets.get(row[spec.target])), row);
    }
    for (const row of ROWS) if (!sources.includes(row)) put(row[spec.target], targets.get(row[spec.target])).rows.push(row);
  }
  const kept = columns.filter(Boolean);
  kept.forEach((tier, level) =>
    tier.forEach(node => {
      node.level = level;
      node.band = 0;
    }),
  );
  if (!spec.stages) kept.forEach(bandTier);
  untangle(kept, links);
  return {columns: kept, links};
}
/* A tier of which much is regional has two bands, one under the other: what holds for a country or anywhere, and the rest. */
const isRegional = node => {
  const place = N.get(node.value)?.jurisdiction || '';
  return place.includes('-') || place.length > 'intl'.length;
};
function bandTier(tier) {
  const regional = tier.filter(isRegional);
  if (regional.length < Math.max(4, tier.length / 5) || regional.length === tier.length) return;
  regional.forEach(node => {
    node.band = 1;
  });
  tier.banded = true;
}
/* Each place near the middle of what leads to it and what it leads to; a few sweeps, ties by the order of the answer. */
function untangle(columns, links) {
  const number = tier =>
    tier.forEach((node, k) => {
      node.k = k;
    });
  columns.forEach(number);
  const beside = new Map();
  for (const {a, b} of links) {
    for (const [one, two] of [
      [a, b],
      [b, a],
    ])
      beside.has(one) ? beside.get(one).push(two) : beside.set(one, [two]);
  }
  for (let round = 0; round < 6; round++) {
    for (const tier of round % 2 ? [...columns].reverse() : columns) {
      const want = new Map(
        tier.map(node => {
          const near = (beside.get(node) || []).filter(other => (round % 2 ? other.level > node.level : other.level < node.level));
          return [
            node,
            near.length
              ? near.reduce((sum, other) => sum + other.k / Math.max(1, columns[other.level].length), 0) / near.length
              : node.k / tier.length,
          ];
        }),
      );
      tier.sort((a, b) => a.band - b.band || want.get(a) - want.get(b) || a.k - b.k);
      number(tier);
    }
  }
}
function drawFlow(spec, box, room) {
  const F = readFlow(spec);
  if (room < 620) return flowList(spec, F, box, room);
  const tiers = F.columns.length,
    gap = Math.max(70, Math.min(130, (room * 0.34) / Math.max(1, tiers - 1))),
    cw = Math.max(120, (room - gap * (tiers - 1)) / tiers);
  const w = cw * tiers + gap * (tiers - 1),
    top = spec.stages ? 30 : F.columns.some(tier => tier.banded) ? 26 : 8,
    out = [],
    marks = [];
  const size = node => {
    node.said = wrap(flowName(node), cw - 26, 12, 2);
    return node.said.length * 14.5 + 9;
  };
  const heights = F.columns.map(tier => tier.reduce((sum, node) => sum + (node.h = size(node)), tier.banded ? BAND : 0));
  const high = Math.max(...heights) + top;
  F.columns.forEach((tier, level) => {
    const slack = tier.length > 1 ? Math.min(9, (high - top - heights[level]) / (tier.length - 1)) : 0;
    let y = top;
    if (spec.stages) out.push(text(level * (cw + gap), 14, heading(spec.stages[level]), 't3 q3'));
    for (const [k, node] of tier.entries()) {
      node.x = level * (cw + gap);
      if (tier.banded && node.band !== tier[k - 1]?.band) {
        y += k ? BAND : 0;
        out.push(text(node.x, y - 8, bandName(tier, node.band), 't3 q3'));
      }
      node.y = y + node.h / 2;
      y += node.h + slack;
      marks.push(flowMark(node, cw, F.links));
    }
  });
  const drawn = new Set();
  for (const {a, b, row} of F.links) {
    const key = `${a.key}>${b.key}`;
    if (drawn.has(key)) continue;
    drawn.add(key);
    out.push(flowLink(spec, a, b, row, cw));
  }
  box.append(svg(w, high + 6, T('view_flow'), out, marks));
}
const BAND = 30;
const bandName = (tier, band) => `${T(band ? 'regional' : 'nationwide')} · ${tier.filter(node => node.band === band).length}`;
const flowName = node => (node.value === null || node.value === undefined ? T('unstated') : say(node.value, node.column ?? '', true));
const flowKey = node =>
  node.value === null || node.value === undefined ? ofRow(node.rows[0]?.$n ?? 0) : keyOf(node.value, node.column ?? '');
function flowMark(node, cw, links) {
  const known = N.has(node.value),
    keys = links.filter(l => l.a === node || l.b === node).map(l => flowKey(l.a === node ? l.b : l.a));
  const room = Math.max(...node.said.map(one => width(one, 12, true))) + 24;
  return mark(
    flowKey(node),
    say(node.value, node.column ?? ''),
    {
      keys: [...keys, ...node.rows.map(row => ofRow(row.$n))],
      confidence: confidenceOf(node.rows),
      filter: known ? tokens(node.value) : [],
    },
    sv('rect', {class: 'plate', x: node.x, y: node.y - node.h / 2 + 1, width: Math.min(cw, room), height: node.h - 2}),
    ring(node.x - 2, node.y - node.h / 2 + 1, Math.min(cw, room) + 4, node.h - 2),
    known ? glyph(group(node.value), 5, node.x + 7, node.y) : sv('circle', {class: 'dotvalue', cx: node.x + 7, cy: node.y, r: 3.2}),
    lines(
      node.x + 19,
      node.y + 4.2 - (node.said.length - 1) * 7.2,
      node.said,
      14.5,
      `t2 label${OVER.has(state(node.value)) ? ' over-text' : ''}`,
    ),
  );
}
function flowLink(spec, a, b, row, cw) {
  const wide = Math.min(cw, Math.max(...a.said.map(one => width(one, 12))) + 24),
    x1 = a.x + wide,
    x2 = b.x - 4,
    mid = a.x + cw - 4;
  const back = b.level <= a.level;
  const status = (spec.status && row[spec.status]) || 'in force',
    words = spec.word ? say(row[spec.word], spec.word) : '';
  const d = back
    ? `M${x1} ${a.y}C${x1 + 60} ${a.y} ${x1 + 60} ${b.y} ${x1} ${b.y}`
    : `M${x1} ${a.y}H${mid}C${mid + (x2 - mid) * 0.5} ${a.y} ${mid + (x2 - mid) * 0.45} ${b.y} ${x2} ${b.y}`;
  const path = link(flowKey(a), flowKey(b), {class: `link ${stateClass(status)} c-${confidenceOf([row])}`, d}, [`s:${status}`]);
  if (words) path.append(sv('title', {}, words));
  return path;
}
/* On a phone: each link a line, under the name it comes from. */
function flowList(spec, F, box, room) {
  const out = [];
  let y = 4;
  for (const tier of F.columns.slice(0, -1)) {
    for (const node of tier) {
      const to = unique(F.links.filter(l => l.a === node).map(l => l.b));
      if (!to.length) continue;
      const said = wrap(flowName(node), room - 30, 13, 3, true);
      out.push(
        rule(0, y + 0.5, room, y + 0.5, 'hair2'),
        mark(
          flowKey(node),
          flowName(node),
          {filter: []},
          ring(0, y + 3, room, said.length * 17 + 14),
          N.has(node.value) ? glyph(group(node.value), 5, 9, y + 20) : null,
          lines(22, y + 24, said, 17, 't1'),
        ),
      );
      y += said.length * 17 + 18;
      for (const there of to) {
        const lead = wrap(flowName(there), room - 50, 13, 3);
        out.push(
          mark(
            flowKey(there),
            flowName(there),
            {filter: N.has(there.value) ? tokens(there.value) : []},
            ring(14, y, room - 14, lead.length * 17 + 12),
            text(22, y + 19, '→', 't2 q3'),
            lines(42, y + 19, lead, 17, 't2'),
          ),
        );
        y += lead.length * 17 + 13;
      }
      y += 8;
    }
  }
  box.append(svg(room, y, T('view_flow'), out));
}
