/* The network on the screen: pan, zoom, point, pin. While it moves the last picture is moved; at rest it is drawn anew. */
const network = (() => {
  let canvas = null,
    shown = false,
    w = 0,
    h = 0,
    lit = null,
    litKey = null,
    moving = 0,
    settling = 0,
    frame = 0,
    hover = -1,
    at = -1,
    kept = false;
  const camera = {x: 0, y: 0, k: 1};
  let drawn = {x: 0, y: 0, k: 1};
  const still = document.createElement('canvas');
  const density = () => Math.min(2, window.devicePixelRatio || 1);
  const heavy = () => net.size + E.length > 2500;

  function draw(box, room) {
    shown = true;
    w = room;
    h = Math.round(Math.max(room < 600 ? 380 : 460, Math.min(820, window.innerHeight - (room < 600 ? 200 : 250))));
    canvas = el('canvas', {
      class: 'net',
      tabindex: 0,
      role: 'application',
      'aria-label': T('netlabel', {nodes: net.size, links: E.length}),
      data: {nodes: net.size},
    });
    canvas.width = w * density();
    canvas.height = h * density();
    canvas.style.width = `${w}px`;
    canvas.style.height = `${h}px`;
    const frameBox = el('div', {class: 'netbox'}, canvas, netTools());
    box.append(frameBox);
    listen();
    if (app.look) lookAgain();
    else fitView();
    light(app.pin);
    render();
  }
  function fitView() {
    let [x1, y1, x2, y2] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < net.size; i++) {
      if (!net.seesNode[i]) continue;
      x1 = Math.min(x1, net.X[i]);
      x2 = Math.max(x2, net.X[i]);
      y1 = Math.min(y1, net.Y[i]);
      y2 = Math.max(y2, net.Y[i]);
    }
    if (x1 > x2) [x1, y1, x2, y2] = [0, 0, 0, 0];
    camera.x = (x1 + x2) / 2;
    camera.y = (y1 + y2) / 2 + 8;
    camera.k = Math.max(0.01, Math.min(1.9, (w - 90) / Math.max(1, x2 - x1), (h - 70) / Math.max(1, y2 - y1)));
  }
  /* The part that one looks at stays in the address, in the network's own units, so that it is the same on a wider screen. */
  const nearness = k => Math.max(0.01, Math.min(6, k));
  function lookAgain() {
    [camera.x, camera.y] = app.look;
    camera.k = nearness(w / app.look[2]);
  }
  function looked() {
    app.look = [camera.x, camera.y, w / camera.k].map(Math.round);
    clearTimeout(settling);
    settling = setTimeout(address, 250);
  }
  /* The whole picture; a copy is kept from the moment when something moves or stands over it. */
  function render() {
    if (!shown || !canvas) return;
    const c = canvas.getContext('2d');
    c.setTransform(density(), 0, 0, density(), 0, 0);
    network.labels = paint(c, w, h, camera, lit);
    drawn = {...camera};
    kept = false;
    circled(c);
  }
  function keep() {
    if (kept) return;
    still.width = canvas.width;
    still.height = canvas.height;
    still.getContext('2d').drawImage(canvas, 0, 0);
    kept = true;
  }
  function show() {
    keep();
    const c = canvas.getContext('2d');
    const grown = camera.k / drawn.k;
    const dx = (drawn.x - camera.x) * camera.k,
      dy = (drawn.y - camera.y) * camera.k;
    c.setTransform(1, 0, 0, 1, 0, 0);
    c.fillStyle = colour('paper');
    c.fillRect(0, 0, canvas.width, canvas.height);
    c.setTransform(grown, 0, 0, grown, (w / 2 + dx - (w / 2) * grown) * density(), (h / 2 + dy - (h / 2) * grown) * density());
    c.drawImage(still, 0, 0);
    circled(c);
  }
  /* A ring round the mark where the keyboard stands. */
  function circled(c) {
    if (at < 0 || document.activeElement !== canvas) return;
    keep();
    const i = at;
    const x = (net.X[i] - camera.x) * camera.k + w / 2,
      y = (net.Y[i] - camera.y) * camera.k + h / 2;
    c.setTransform(density(), 0, 0, density(), 0, 0);
    c.strokeStyle = colour('focus');
    c.lineWidth = 2;
    c.beginPath();
    c.arc(x, y, Math.max(8, net.R[i] * camera.k + 4), 0, 7);
    c.stroke();
  }
  function moved() {
    looked();
    if (!heavy()) {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(render);
      return;
    }
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(show);
    clearTimeout(moving);
    moving = setTimeout(render, 110);
  }
  function zoom(by, x = w / 2, y = h / 2) {
    const k = nearness(camera.k * by);
    camera.x += (x - w / 2) * (1 / camera.k - 1 / k);
    camera.y += (y - h / 2) * (1 / camera.k - 1 / k);
    camera.k = k;
    moved();
  }
  function pick(x, y) {
    const wx = (x - w / 2) / camera.k + camera.x,
      wy = (y - h / 2) / camera.k + camera.y;
    let best = -1,
      least = Infinity;
    for (let i = 0; i < net.size; i++) {
      if (!net.seesNode[i]) continue;
      const away = Math.hypot(net.X[i] - wx, net.Y[i] - wy) * camera.k - Math.max(2, net.R[i] * camera.k);
      if (away < 6 && away < least) [best, least] = [i, away];
    }
    return best;
  }
  function listen() {
    const touches = new Map();
    let start = null,
      far = 0;
    const place = ev => [ev.offsetX, ev.offsetY];
    canvas.addEventListener('pointerdown', ev => {
      touches.set(ev.pointerId, place(ev));
      try {
        canvas.setPointerCapture(ev.pointerId);
      } catch {
        /* a pointer that has already gone */
      }
      start = {x: ev.offsetX, y: ev.offsetY, cx: camera.x, cy: camera.y};
      far = 0;
    });
    canvas.addEventListener('pointermove', ev => {
      if (touches.size === 2 && touches.has(ev.pointerId)) {
        const [a, b] = [...touches.values()];
        const before = Math.hypot(a[0] - b[0], a[1] - b[1]);
        touches.set(ev.pointerId, place(ev));
        const [c, d] = [...touches.values()];
        zoom(Math.hypot(c[0] - d[0], c[1] - d[1]) / Math.max(1, before), (c[0] + d[0]) / 2, (c[1] + d[1]) / 2);
        far = 99;
        return;
      }
      if (start && touches.has(ev.pointerId)) {
        far = Math.max(far, Math.hypot(ev.offsetX - start.x, ev.offsetY - start.y));
        if (far < 4) return;
        camera.x = start.cx - (ev.offsetX - start.x) / camera.k;
        camera.y = start.cy - (ev.offsetY - start.y) / camera.k;
        canvas.classList.add('held');
        moved();
        return;
      }
      const found = pick(ev.offsetX, ev.offsetY);
      if (found !== hover) {
        hover = found;
        canvas.classList.toggle('over', found >= 0);
        light(found >= 0 ? ofEntity(NODES[found].id) : app.pin);
      }
    });
    const release = ev => {
      touches.delete(ev.pointerId);
      canvas.classList.remove('held');
      if (start && far < 4 && ev.type === 'pointerup') {
        const found = pick(ev.offsetX, ev.offsetY);
        at = found;
        if (found < 0) pin(null);
        else choose(ofEntity(NODES[found].id), ev.shiftKey);
      }
      start = null;
    };
    canvas.addEventListener('pointerup', release);
    canvas.addEventListener('pointercancel', release);
    canvas.addEventListener('pointerleave', () => {
      if (hover >= 0) {
        hover = -1;
        light(app.pin);
      }
    });
    canvas.addEventListener(
      'wheel',
      ev => {
        ev.preventDefault();
        zoom(Math.exp(-ev.deltaY * (ev.ctrlKey ? 0.01 : 0.0016)), ev.offsetX, ev.offsetY);
      },
      {passive: false},
    );
    canvas.addEventListener('dblclick', ev => zoom(1.8, ev.offsetX, ev.offsetY));
    canvas.addEventListener('keydown', keys);
    canvas.addEventListener('blur', render);
  }
  function keys(ev) {
    const way = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]}[ev.key];
    if (way) step(way);
    else if ((ev.key === 'Enter' || ev.key === ' ') && at >= 0) choose(ofEntity(NODES[at].id), ev.shiftKey);
    else if (ev.key === '+' || ev.key === '=') zoom(1.4);
    else if (ev.key === '-') zoom(1 / 1.4);
    else if (ev.key === '0') network.fit();
    else return;
    ev.preventDefault();
  }
  /* To the nearest visible mark in a direction; the first step goes to the most linked one. */
  function step([ux, uy]) {
    let best = -1,
      least = Infinity;
    if (at < 0 || !net.seesNode[at]) best = net.byWeight.find(i => net.seesNode[i]) ?? -1;
    else
      for (let i = 0; i < net.size; i++) {
        if (i === at || !net.seesNode[i]) continue;
        const dx = net.X[i] - net.X[at],
          dy = net.Y[i] - net.Y[at],
          along = dx * ux + dy * uy,
          across = Math.abs(dx * uy) + Math.abs(dy * ux);
        if (along > 1 && along + across * 2.5 < least) [best, least] = [i, along + across * 2.5];
      }
    if (best < 0) return;
    at = best;
    $('live').textContent = `${name(NODES[at].id)}, ${word('labels', NODES[at].label)}, ${say(state(NODES[at].id), 'status')}`;
    const x = (net.X[at] - camera.x) * camera.k,
      y = (net.Y[at] - camera.y) * camera.k;
    if (Math.abs(x) > w / 2 - 30 || Math.abs(y) > h / 2 - 30) [camera.x, camera.y] = [net.X[at], net.Y[at]];
    light(ofEntity(NODES[at].id));
  }
  function readLit(key) {
    const id = entityOf(key),
      i = id === null ? undefined : net.index.get(id);
    const ids = i !== undefined ? [i] : key && key[0] === 'r' ? idsOfRow(key) : [];
    if (!ids.length) return null;
    const found = {nodes: new Set(ids), edges: new Set(), centre: ids[0]};
    const way = app.second && key === app.pin ? shortest(id, entityOf(app.second)) : null;
    if (way)
      for (const hop of way) {
        found.edges.add(hop.edge.n);
        found.nodes.add(net.index.get(hop.to));
      }
    else
      E.forEach((edge, j) => {
        if (!net.seesEdge[j]) return;
        const [a, b] = net.ends[j];
        const touches = i !== undefined ? a === i || b === i : found.nodes.has(a) && found.nodes.has(b);
        if (touches) {
          found.edges.add(j);
          if (i !== undefined) {
            found.nodes.add(a);
            found.nodes.add(b);
          }
        }
      });
    return found;
  }
  const idsOfRow = key => {
    const row = ROWS[+key.slice(1)];
    return row
      ? [...keysOfRow(row)]
          .map(entityOf)
          .filter(id => id !== null && net.index.has(id))
          .map(id => net.index.get(id))
      : [];
  };
  return {
    draw,
    render,
    zoom,
    heavy,
    camera,
    labels: [],
    get shown() {
      return shown;
    },
    leave() {
      shown = false;
      canvas = null;
      cancelAnimationFrame(frame);
      clearTimeout(moving);
    },
    fit() {
      app.look = null;
      fitView();
      render();
      address();
    },
    light(key) {
      if (!shown || (key === litKey && !app.second && lit === null && !key)) return;
      litKey = key;
      lit = readLit(key);
      render();
    },
    centre(id) {
      const i = net.index.get(id);
      if (!shown || i === undefined) return;
      at = i;
      [camera.x, camera.y] = [net.X[i], net.Y[i]];
      camera.k = Math.max(camera.k, 0.75);
      looked();
      render();
    },
    read() {
      readNetwork();
      if (shown) {
        lit = readLit(app.pin);
        render();
      }
    },
  };
})();
