/* Which picture an answer has. Every answer also has its network and its table; the first view is its own shape. */
const SHAPE = {
  matrix: drawMatrix,
  facets: drawFacets,
  flow: drawFlow,
  routes: drawRoutes,
  lanes: drawLanes,
  layers: drawLayers,
  timeline: drawTimeline,
  rings: drawRings,
  grid: drawGrid,
  paths: drawPaths,
  comparison: drawComparison,
  columns: drawColumns,
  stacks: drawStacks,
  ranking: drawRanking,
  figures: drawFigures,
  network: (spec, box, room) => network.draw(box, room),
  table: (spec, box) => box.append($('twin')),
};
/* The figure below the first one, where a shape has one. */
const BELOW = {matrix: drawNumbered};

const VIEWS = (() => {
  const first = own(SHAPE, D.drawing.shape) ? D.drawing.shape : 'network';
  const found = [first];
  for (const more of list(D.drawing.also)) if (own(SHAPE, more.shape)) found.push(more.shape);
  if (NODES.length && !found.includes('network')) found.push('network');
  return found;
})();
const specOf = view => (view === D.drawing.shape ? D.drawing : list(D.drawing.also).find(more => more.shape === view) || {shape: view});

function drawFigure() {
  const figure = $('figure'),
    below = $('second');
  forgetMarks();
  network.leave();
  $('remarks').before($('twin'));
  figure.replaceChildren();
  below.replaceChildren();
  const room = Math.floor(figure.clientWidth);
  const spec = specOf(app.view);
  if (app.view !== 'network' && app.view !== 'table' && !ROWS.length) figure.append(el('p', {class: 'empty'}, T('norows')));
  else {
    if (isWide()) figure.append(el('p', {class: 'note'}, T(`read_${app.view}`)));
    SHAPE[app.view](spec, figure, room);
  }
  if (ROWS.length) own(BELOW, app.view)?.(spec, below, room);
  for (const picture of document.querySelectorAll('#figure > svg.fig, #second > svg.fig')) {
    const across = el('div', {class: 'across'});
    picture.replaceWith(across);
    across.append(picture);
    picture.querySelector('.m')?.setAttribute('tabindex', 0);
  }
  filterMarks();
}
