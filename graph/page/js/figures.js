function drawFigures(spec, box, room) { box.append(el('p', {}, 'Figures')); }
