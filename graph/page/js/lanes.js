function drawLanes(spec, box, room) { box.append(el('p', {}, 'Lanes')); }
