function drawMatrix(spec, box, room) { box.append(el('p', {}, 'Matrix')); }
