/* The routes of an answer as lanes, steps and successors, before anything is placed. */
function readRoutes(spec) {
  const routes = neighbours(spec),
    steps = new Map();
  for (const row of ROWS) {
    const id = row[spec.step];
    if (!steps.has(id)) steps.set(id, {id, rows: [], lanes: new Set(), gates: new Set(), next: new Map(), rank: 1});
    const step = steps.get(id);
    const lane = routes.indexOf(row[spec.route]);
    step.rows.push(row);
    step.lanes.add(lane);
    step.rank = Math.max(step.rank, Number(row[spec.order]) || 1);
    for (const gate of list(spec.gates && row[spec.gates])) step.gates.add(gate);
    for (const next of list(spec.next && row[spec.next])) step.next.set(`${lane}\u0000${next}`, {lane, next, row});
  }
  if (!spec.next) chainByOrder(spec, routes, steps);
  rankSteps(steps);
  shorten(steps);
  return {routes, steps: [...steps.values()], byId: steps};
}
/* Routes that share the most steps lie next to one another, so that long stations cross few foreign lines. */
function neighbours(spec) {
  const left = values(spec.route),
    stepsOf = new Map(left.map(route => [route, new Set(ROWS.filter(row => row[spec.route] === route).map(row => row[spec.step]))]));
  const common = (a, b) => [...stepsOf.get(a)].filter(step => stepsOf.get(b).has(step)).length;
  const order = left.splice(0, 1);
  while (left.length) {
    const last = order[order.length - 1];
    const next = left.reduce((best, route) => (common(last, route) > common(last, best) ? route : best), left[0]);
    order.push(...left.splice(left.indexOf(next), 1));
  }
  return order;
}
/* Without stored successors a route is its steps in order; equal numbers are alternatives. */
function chainByOrder(spec, routes, steps) {
  routes.forEach((route, lane) => {
    const rows = ROWS.filter(row => row[spec.route] === route).sort((a, b) => a[spec.order] - b[spec.order]);
    for (const row of rows) {
      const later = rows.filter(other => other[spec.order] > row[spec.order]);
      const next = later.filter(other => other[spec.order] === later[0]?.[spec.order]);
      for (const other of next)
        steps.get(row[spec.step]).next.set(`${lane}\u0000${other[spec.step]}`, {lane, next: other[spec.step], row});
    }
  });
}
/* A column for each step: one more than the last step before it, over all routes, so that shared steps stand in one place. */
function rankSteps(steps) {
  for (const step of steps.values()) step.rank = 1;
  for (let round = 0; round < steps.size; round++) {
    let moved = false;
    for (const step of steps.values()) {
      for (const {next} of step.next.values()) {
        const there = steps.get(next);
        if (there && there.rank <= step.rank && step.rank < steps.size) {
          there.rank = step.rank + 1;
          moved = true;
        }
      }
    }
    if (!moved) break;
  }
}
/* A line that only skips steps of its own lane is not drawn twice: it runs under the longer way. */
function shorten(steps) {
  for (const step of steps.values()) {
    for (const [key, {lane, next}] of step.next) {
      const others = [...step.next.values()].filter(one => one.lane === lane && one.next !== next).map(one => one.next);
      if (others.some(from => reaches(steps, from, next, lane))) step.next.delete(key);
    }
  }
}
function reaches(steps, from, to, lane, seen = new Set()) {
  if (from === to) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  return [...(steps.get(from)?.next.values() || [])].some(one => one.lane === lane && reaches(steps, one.next, to, lane, seen));
}
