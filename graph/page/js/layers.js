function drawLayers(spec, box, room) { box.append(el('p', {}, 'Layers')); }
