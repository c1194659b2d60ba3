/* Beside the network: closer, farther, all of it, only the neighbourhood of what is pinned. */
function netTools() {
  const button = (said, label, act) => el('button', {type: 'button', 'aria-label': label, title: label, on: {click: act}}, said);
  return el(
    'div',
    {class: 'nettools', role: 'group', 'aria-label': T('nettools')},
    button('+', T('closer'), () => network.zoom(1.5)),
    button('−', T('farther'), () => network.zoom(1 / 1.5)),
    button('⤢', T('whole'), () => network.fit()),
    el(
      'label',
      {},
      el('span', {}, T('around')),
      el(
        'select',
        {
          id: 'around',
          'aria-label': T('around'),
          on: {
            change: ev => {
              remember();
              app.around = +ev.target.value;
              network.read();
              network.fit();
            },
          },
        },
        [0, 1, 2, 3].map(n => el('option', {value: n, selected: n === app.around}, n ? T('hops', {n}) : T('everything'))),
      ),
    ),
  );
}
