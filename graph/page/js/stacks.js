function drawStacks(spec, box, room) { box.append(el('p', {}, 'Stacks')); }
