function drawColumns(spec, box, room) { box.append(el('p', {}, 'Columns')); }
