/* The network as arrays: places, radii, what is visible on the chosen day under the chosen filters, who is next to whom. */
const net = (() => {
  const size = NODES.length;
  const index = new Map(NODES.map((node, i) => [node.id, i]));
  const X = Float64Array.from(NODES, node => node.x);
  const Y = Float64Array.from(NODES, node => node.y);
  const degree = new Float64Array(size);
  const ends = E.map(edge => [index.get(edge.from), index.get(edge.to)]);
  for (const [a, b] of ends) {
    degree[a] += 1;
    if (a !== b) degree[b] += 1;
  }
  const weight = NODES.map((node, i) => (typeof node.size === 'number' && node.size > 0 ? Math.min(node.size, 400) / 6 : degree[i]));
  const R = Float64Array.from(weight, w => 5 + 2.3 * Math.sqrt(Math.min(w, 60)));
  const byWeight = [...Array(size).keys()].sort((a, b) => weight[b] - weight[a] || a - b);
  /* Parallel edges bend apart; the first of a pair stays straight. */
  const seen = new Map();
  const bends = ends.map(([a, b]) => {
    const key = a < b ? a * size + b : b * size + a;
    const k = seen.get(key) || 0;
    seen.set(key, k + 1);
    return k ? (k % 2 ? 1 : -1) * Math.ceil(k / 2) * (a < b ? 1 : -1) : 0;
  });
  return {
    size,
    index,
    X,
    Y,
    R,
    ends,
    degree,
    weight,
    byWeight,
    bends,
    seesNode: new Uint8Array(size).fill(1),
    seesEdge: new Uint8Array(E.length).fill(1),
  };
})();

function readNetwork() {
  const near = app.around && app.pin ? within(entityOf(app.pin), app.around) : null;
  NODES.forEach((node, i) => {
    const gone = stateOf(node) === 'absent' || (app.off.size && hidden(tokens(node.id))) || (near && !near.has(node.id));
    net.seesNode[i] = gone ? 0 : 1;
  });
  E.forEach((edge, j) => {
    const [a, b] = net.ends[j];
    const gone = !net.seesNode[a] || !net.seesNode[b] || stateOf(edge) === 'absent' || (app.off.size && hidden(edgeTokens(edge)));
    net.seesEdge[j] = gone ? 0 : 1;
  });
}
const edgeTokens = edge => [`r:${edge.type || ''}`, `s:${stateOf(edge)}`, `c:${edgeDoubt(edge)}`];
const edgeDoubt = edge => edge.confidence || (edge.claims.length && CLAIMS.get(edge.claims[0]).confidence) || 'verified';

/* Ids within some links of an id, over links that hold on the day. */
function within(id, hops) {
  const found = new Set([id]);
  let edgeOfReach = [id];
  for (let k = 0; k < hops; k++) {
    const next = [];
    for (const at of edgeOfReach) {
      for (const edge of edgesOf(at)) {
        const there = edge.from === at ? edge.to : edge.from;
        if (!found.has(there) && shownOn(edge)) {
          found.add(there);
          next.push(there);
        }
      }
    }
    edgeOfReach = next;
  }
  return found;
}
/* The shortest way between two ids over links that hold and are not filtered away; ties by the order of the ids. */
function shortest(from, to) {
  const came = new Map([[from, null]]);
  const queue = [from];
  for (let k = 0; k < queue.length && !came.has(to); k++) {
    const at = queue[k];
    const steps = edgesOf(at)
      .filter(edge => shownOn(edge) && !hidden(edgeTokens(edge)))
      .map(edge => ({edge, there: edge.from === at ? edge.to : edge.from}))
      .sort((a, b) => (a.there < b.there ? -1 : a.there > b.there ? 1 : 0));
    for (const {edge, there} of steps) {
      if (came.has(there)) continue;
      came.set(there, {edge, at});
      queue.push(there);
    }
  }
  if (!came.has(to)) return null;
  const way = [];
  for (let at = to; came.get(at); at = came.get(at).at) way.unshift({edge: came.get(at).edge, from: came.get(at).at, to: at});
  return way;
}
