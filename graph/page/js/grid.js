function drawGrid(spec, box, room) { box.append(el('p', {}, 'Grid')); }
