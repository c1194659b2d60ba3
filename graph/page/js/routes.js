function drawRoutes(spec, box, room) { box.append(el('p', {}, 'Routes')); }
