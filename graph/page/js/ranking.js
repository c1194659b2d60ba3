function drawRanking(spec, box, room) { box.append(el('p', {}, 'Ranking')); }
