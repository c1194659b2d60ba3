/* Tabs of the picture, undo, and saved views: a list of addresses inside the page that a reader names and returns to. */
function drawViews() {
  $('views').hidden = VIEWS.length < 2;
  $('views').setAttribute('aria-label', T('views'));
  $('views').replaceChildren(
    ...VIEWS.map(view =>
      el(
        'button',
        {type: 'button', 'aria-pressed': view === app.view, data: {view}, on: {click: () => setView(view)}},
        T(`view_${view}`),
      ),
    ),
  );
  $('picks').replaceChildren(
    el('button', {type: 'button', class: 'quiet', id: 'undo', disabled: !past.length, on: {click: undo}}, T('undo')),
    el(
      'details',
      {class: 'fold', id: 'kept', open: openFolds.has('kept'), on: {toggle: ev => openFolds[ev.target.open ? 'add' : 'delete']('kept')}},
      el('summary', {}, T('kept')),
      el(
        'div',
        {class: 'keptlist'},
        el('button', {type: 'button', class: 'quiet', on: {click: keepView}}, T('keep')),
        KEPT.map((view, k) =>
          el(
            'span',
            {},
            el('button', {type: 'button', class: 'name', on: {click: () => openAddress(view.hash)}}, view.title),
            el(
              'button',
              {
                type: 'button',
                class: 'close',
                'aria-label': `${T('forget')} ${view.title}`,
                on: {
                  click: () => {
                    KEPT.splice(k, 1);
                    drawViews();
                  },
                },
              },
              '×',
            ),
          ),
        ),
      ),
    ),
  );
  $('saves').replaceChildren(
    ...['savepng', 'savesvg', 'savejson', 'print'].map(key =>
      el('button', {type: 'button', class: 'quiet', id: key, on: {click: SAVES[key]}}, T(key)),
    ),
  );
}
function setView(view) {
  remember();
  app.view = view;
  drawAll();
}
const KEPT = [];
function keepView() {
  const about = [app.pin && app.pin[0] === 'e' ? short(entityOf(app.pin)) : T(`view_${app.view}`), app.day === today ? '' : day(app.day)]
    .filter(Boolean)
    .join(' · ');
  KEPT.push({title: about, hash: fragment()});
  drawViews();
}
const past = [];
function remember() {
  past.push(fragment());
  if (past.length > 50) past.shift();
  $('undo')?.removeAttribute('disabled');
}
function undo() {
  if (past.length) openAddress(past.pop());
}
