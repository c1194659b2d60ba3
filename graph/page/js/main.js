/* The frame, and the order in which the page is drawn. */
const titleText = () => D.title?.[app.lang] || '';
/* **bold** in a sentence becomes an element; everything else stays text. */
const bold = said =>
  String(said)
    .split(/\*\*([^*]+)\*\*/)
    .map((part, k) => (k % 2 ? el('b', {}, part) : part));

function drawFrame() {
  root.lang = zh() ? 'zh-Hans' : 'en';
  document.title = `${titleText() || 'ecomap'} · ecomap`;
  $('skip').textContent = T('skip');
  $('crumb').textContent = D.map ? T(`map_${D.map}`).replace(/^map_/, '') : '';
  $('question').textContent = titleText();
  const sentence = app.day === today ? D.sentence : answerOn(app.day)?.sentence;
  $('answer').replaceChildren(...(sentence ? bold(sentence[app.lang] ?? '') : [counted()]));
  for (const [id, key] of [
    ['search', 'search'],
    ['theme', 'theme'],
  ])
    $(id).setAttribute('aria-label', T(key));
  $('search').placeholder = T('search');
  $('hits').setAttribute('aria-label', T('found'));
  $('langs').setAttribute('aria-label', '中文 / English');
  for (const button of document.querySelectorAll('#langs button'))
    button.setAttribute('aria-pressed', String(button.dataset.lang === app.lang));
  $('sourcehead').textContent = `${T('sources')} (${ORDER.length})`;
  $('sources').hidden = !ORDER.length;
  $('sourcelist').replaceChildren(...ORDER.map((id, k) => el('li', {id: `source-${k + 1}`}, sourceLine(id))));
  $('remarks').replaceChildren(...D.notes.map(said => el('li', {lang: 'en'}, said)));
  $('foot').replaceChildren(footLine(), el('span', {class: 'keys'}, T('keys')));
}
const counted = () => {
  const shown = NODES.filter(node => stateOf(node) !== 'absent').length;
  return T('counted', {nodes: say(shown), links: say(E.filter(edge => shownOn(edge)).length)});
};
const footLine = () =>
  [
    D.as_of || HAS_TIME ? `${T('asof')} ${day(app.day)}` : '',
    D.seen ? T('seento', {day: day(D.seen)}) : '',
    `${T('built')} ${day(D.built)}`,
    T('claimcount', {n: CLAIMS.size + bare}),
    D.licence ? D.licence[app.lang] : '',
  ]
    .filter(Boolean)
    .join(' · ');

function drawAll() {
  drawPicture();
  drawWords();
}
function drawPicture() {
  readRows();
  readNetwork();
  drawFrame();
  drawViews();
  drawStory();
  $('work').classList.toggle('drawer', isWide());
  drawFigure();
  drawLegend();
  drawDay();
}
function drawWords() {
  drawTableTools();
  drawTable();
  drawPanel();
  pinMarks();
  light(app.pin);
  address();
}

/* A frame may be laid out only after its script has run, or when somebody opens the tab it stands in: nothing has a width until then. */
const laidOut = () =>
  new Promise(done => {
    const watch = new ResizeObserver(() => {
      watch.disconnect();
      done();
    });
    watch.observe($('figure'));
  });

async function start() {
  readAddress(location.hash.slice(1));
  startSearch();
  startDay();
  startKeys();
  $('langs').addEventListener('click', ev => {
    const button = ev.target.closest('button');
    if (!button) return;
    app.lang = button.dataset.lang;
    widths.clear();
    drawAll();
  });
  $('theme').addEventListener('click', () => {
    const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
    network.render();
    address();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => network.render());
  $('sieve').addEventListener('input', ev => {
    app.sieve = ev.target.value;
    drawTable();
  });
  $('copy').addEventListener('click', copyTable);
  $('savecsv').addEventListener('click', () => download('csv', 'text/csv;charset=utf-8', `\ufeff${csv()}`));
  $('panel').addEventListener('click', ev => {
    if (ev.target.closest('a[data-note]')) $('sources').open = true;
  });
  addEventListener('beforeprint', () => {
    $('sources').open = true;
    if (TABLE.count <= PRINTED) showAll = true;
    drawTable();
  });
  addEventListener('hashchange', () => {
    if (!/^#source-/.test(location.hash)) openAddress(location.hash.slice(1));
  });
  if (!$('figure').clientWidth) await laidOut();
  let across = innerWidth;
  addEventListener('resize', () => {
    if (innerWidth === across || !innerWidth) return;
    across = innerWidth;
    drawAll();
  });
  drawPicture();
  const rest = () => {
    drawWords();
    if (app.pin && !app.look) show(app.pin);
    root.dataset.ready = 'true';
  };
  if (network.shown && network.heavy() && !document.hidden) requestAnimationFrame(() => requestAnimationFrame(rest));
  else rest();
}
await start();
