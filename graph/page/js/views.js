/* Tabs of the picture, undo, and saved views: addresses that a reader returns to, kept by the browser where it keeps anything. */
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
                    storeViews();
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
const SHELF = `ecomap views of ${[D.map ?? D.question ?? D.title?.en, ...Object.values(D.params)].join(' ')}`;
const KEPT = (() => {
  try {
    const found = JSON.parse(localStorage.getItem(SHELF) ?? '[]');
    return found.slice(0, 50).map(({title, hash}) => ({title: String(title), hash: String(hash)}));
  } catch {
    return []; /* a page in a frame, or a browser that keeps nothing */
  }
})();
function storeViews() {
  try {
    localStorage.setItem(SHELF, JSON.stringify(KEPT));
  } catch {
    /* then they last as long as the page is open */
  }
}
function keepView() {
  const about = [app.pin && app.pin[0] === 'e' ? short(entityOf(app.pin)) : T(`view_${app.view}`), app.day === today ? '' : day(app.day)]
    .filter(Boolean)
    .join(' · ');
  KEPT.push({title: about, hash: fragment()});
  storeViews();
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
