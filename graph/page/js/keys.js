/* Pointer and keyboard on marks: hover or focus lights, click or Enter pins, Shift+click on a second mark asks for the path. */
const markAt = target => (target.closest ? target.closest('.m') : null);
function pin(key) {
  if (key !== app.pin) remember();
  app.pin = key;
  app.second = null;
  afterPin();
}
function choose(key, asPath) {
  if (asPath && entityOf(app.pin) !== null && entityOf(key) !== null && key !== app.pin) {
    remember();
    app.second = key;
    afterPin();
  } else pin(key);
}
function afterPin() {
  drawPanel();
  pinMarks();
  if (app.around) network.read();
  light(app.pin);
  address();
}
/* Pin something and bring it into sight. */
function go(key) {
  pin(key);
  show(key);
}
function show(key) {
  const id = entityOf(key);
  for (const [g, m] of MARKS) {
    if (m.key === key && g.isConnected) {
      g.scrollIntoView({block: 'center', inline: 'center'});
      return;
    }
  }
  if (id !== null && net.index.has(id)) {
    if (!network.shown && VIEWS.includes('network') && ![...MARKS.values()].some(m => m.keys.has(key))) {
      app.view = 'network';
      drawAll();
    }
    network.centre(id);
    if (network.shown) $('figure').scrollIntoView({block: 'nearest'});
  }
}
function startKeys() {
  document.addEventListener('pointerover', ev => {
    const g = markAt(ev.target);
    if (g) light(MARKS.get(g)?.key);
  });
  document.addEventListener('pointerout', ev => {
    if (markAt(ev.target)) light(app.pin);
  });
  document.addEventListener('focusin', ev => {
    const g = markAt(ev.target);
    if (g) light(MARKS.get(g)?.key);
  });
  document.addEventListener('click', ev => {
    const g = markAt(ev.target);
    if (g && MARKS.has(g)) {
      g.focus({preventScroll: true});
      choose(MARKS.get(g).key, ev.shiftKey);
    } else if (ev.target.closest?.('svg.fig')) pin(null);
  });
  document.addEventListener('keydown', ev => {
    const typing = /INPUT|SELECT|TEXTAREA/.test(ev.target.tagName);
    if (ev.key === '/' && !typing) {
      ev.preventDefault();
      $('search').focus();
      return;
    }
    if (ev.key === 'Escape' && app.pin) pin(null);
    if ((ev.ctrlKey || ev.metaKey) && ev.key === 'z' && !typing) {
      ev.preventDefault();
      undo();
    }
    const g = markAt(ev.target);
    if (!g || !MARKS.has(g)) return;
    if (ev.key === 'Enter' || ev.key === ' ') {
      ev.preventDefault();
      choose(MARKS.get(g).key, ev.shiftKey);
    }
    const way = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]}[ev.key];
    if (way) {
      ev.preventDefault();
      stepFrom(g, way);
    }
  });
}
/* One tab stop a figure; arrows go to the nearest mark in their direction. */
function stepFrom(g, [ux, uy]) {
  const middle = node => {
    const b = (node.querySelector('.ring, .stop, .cell') || node).getBoundingClientRect();
    return [b.left + b.width / 2, b.top + b.height / 2];
  };
  const [x0, y0] = middle(g);
  let best = null,
    least = Infinity;
  for (const there of g.ownerSVGElement.querySelectorAll('.m:not(.off)')) {
    if (there === g) continue;
    const [x, y] = middle(there),
      dx = x - x0,
      dy = y - y0,
      along = dx * ux + dy * uy,
      across = Math.abs(dx * uy) + Math.abs(dy * ux);
    if (along > 2 && along + across * 2.5 < least) [best, least] = [there, along + across * 2.5];
  }
  if (!best) return;
  g.setAttribute('tabindex', -1);
  best.setAttribute('tabindex', 0);
  best.focus();
}
