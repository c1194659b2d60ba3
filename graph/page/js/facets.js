function drawFacets(spec, box, room) { box.append(el('p', {}, 'Facets')); }
