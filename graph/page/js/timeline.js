function drawTimeline(spec, box, room) { box.append(el('p', {}, 'Timeline')); }
