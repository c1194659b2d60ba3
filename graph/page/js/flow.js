function drawFlow(spec, box, room) { box.append(el('p', {}, 'Flow')); }
