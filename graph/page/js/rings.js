function drawRings(spec, box, room) { box.append(el('p', {}, 'Rings')); }
