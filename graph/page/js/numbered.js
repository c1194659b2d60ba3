function drawNumbered(spec, box, room) { box.append(el('p', {}, 'Numbered')); }
