function drawPaths(spec, box, room) { box.append(el('p', {}, 'Paths')); }
