function drawComparison(spec, box, room) { box.append(el('p', {}, 'Comparison')); }
