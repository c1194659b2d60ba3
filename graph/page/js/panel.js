/* Details of what is pinned: an entity, a row, a word or a path; each claim with its certainty, state, dates and sources. */
function drawPanel() {
  const panel = $('panel');
  $('work').classList.toggle('open', !!app.pin);
  $('work').classList.toggle('drawer', isWide());
  panel.setAttribute('aria-label', T('details'));
  const close = el('button', {type: 'button', class: 'close', 'aria-label': T('close'), on: {click: () => pin(null)}}, '×');
  const cited = [];
  let parts;
  if (!app.pin) parts = atRest();
  else if (app.second) parts = ofPath(close, cited);
  else if (app.pin[0] === 'e') parts = ofEntityPanel(entityOf(app.pin), close, cited);
  else if (app.pin[0] === 'r') parts = ofRowPanel(ROWS[+app.pin.slice(1)], close, cited);
  else parts = ofWordPanel(app.pin, close, cited);
  panel.replaceChildren(...parts.flat(4).filter(Boolean));
  const sources = unique(cited);
  if (sources.length) {
    panel.append(
      el('h3', {}, T('sources')),
      el(
        'ol',
        {class: 'cited'},
        sources.map(id => el('li', {}, el('b', {}, String(noteNumber(id))), sourceLine(id))),
      ),
    );
  }
  panel.scrollTop = 0;
}
/* Wide figures take the whole width; their panel is a drawer that moves the page aside. */
const isWide = () => ['routes', 'flow'].includes(app.view) || (app.view === 'matrix' && values(D.drawing.column).length > 22);
function atRest() {
  const gaps = ROWS.filter(row => isGap(row));
  return [
    el('h2', {}, T('read')),
    el('p', {class: 'desc'}, T(`read_${app.view}`)),
    gaps.length
      ? [
          el('h3', {}, `${T('gaps')} (${gaps.length})`),
          el(
            'ul',
            {},
            gaps.slice(0, 12).map(row => el('li', {class: 'gaprow'}, goButton(ofRow(row.$n), gapTitle(row)))),
          ),
        ]
      : null,
    restLists(),
    NODES.length && app.view === 'network'
      ? [
          el('h3', {}, T('most')),
          el(
            'ul',
            {},
            net.byWeight
              .filter(i => net.seesNode[i])
              .slice(0, 10)
              .map(i =>
                el(
                  'li',
                  {},
                  goButton(ofEntity(NODES[i].id), name(NODES[i].id)),
                  ' ',
                  el('span', {class: 'w'}, T('linkcount', {n: net.degree[i]})),
                ),
              ),
          ),
        ]
      : null,
    el('p', {class: 'note'}, T('pathhint')),
  ];
}
const gapTitle = row =>
  unique(
    [
      rowTitle(row),
      D.drawing.column && list(row[D.drawing.column]).length ? say(row[D.drawing.column], D.drawing.column, true) : '',
    ].filter(Boolean),
  ).join(' · ');
/* What the picture shows, as a list: its rows, groups or lanes, each with what stands in it. */
function restLists() {
  const spec = D.drawing,
    column = spec.row || spec.layer || spec.group || spec.lane || spec.route;
  if (app.view !== spec.shape || !column) return null;
  const inner = spec.lead ? spec.column : spec.column || spec.item || spec.step;
  const found = values(column).map(value => ({
    value,
    rows: ROWS.filter(row => list(row[column]).includes(value) && (!spec.lead || leads(spec, row)) && !isGap(row)),
  }));
  return [
    el('h3', {}, `${heading(column)} (${found.length})`),
    el(
      'ul',
      {},
      found.slice(0, 30).map(({value, rows}) => {
        const names = unique(rows.flatMap(row => list(row[inner])));
        return el(
          'li',
          {},
          goButton(keyOf(value, column), say(value, column)),
          ' ',
          el(
            'span',
            {class: 'w'},
            names.length > 4
              ? T('rows', {n: names.length}).replace(/ ?(rows|行)$/, '')
              : names.map(id => say(id, inner, true)).join(comma()),
          ),
        );
      }),
    ),
  ];
}
const goButton = (key, said) => el('button', {type: 'button', class: 'name', on: {click: () => go(key)}}, said || '—');
const reference = (value, column = '') =>
  N.has(value) && !own(SETS, column) ? goButton(ofEntity(value), name(value)) : say(value, column);
const kindLine = (mark, said, close) => el('p', {class: 'kind'}, mark, el('span', {}, said), close);
const tag = (said, cls) => el('span', {class: `tag ${cls}`}, said);
const stateTag = said => tag(word('statuses', said), stateClass(said));
const sureTag = said => tag(word('confidence', said), `c-${said}`);

function ofEntityPanel(id, close, cited) {
  const node = N.get(id);
  if (!node) return [kindLine(null, T('details'), close), el('h2', {}, id)];
  const inner = node.subtype ? (inSets(node.subtype, ['policy_subtypes']) ?? readable(node.subtype)) : '';
  const facts = el('dl', {class: 'facts'});
  const put = (label, ...what) => {
    if (what.flat().some(Boolean)) facts.append(el('dt', {}, label), el('dd', {}, what));
  };
  const said = state(id);
  if (said !== 'in force' || node.states || node.state) put(T('status'), stateTag(said));
  put(T('dates'), datesOf(node));
  put(T('where'), node.jurisdiction && place(node.jurisdiction));
  put(T('sure'), node.confidence && sureTag(node.confidence));
  put(T('aliases'), list(node.aliases).join(zh() ? '；' : '; '));
  put(T('ids'), list(node.identifiers).join('; '));
  for (const [key, value] of Object.entries(node.more || {})) put(capital(key.replace(/_/g, ' ')), String(value));
  cited.push(...list(node.sources).filter(source => own(D.sources, source)));
  return [
    kindLine(kindIcon(id), [word('labels', node.label), inner].filter(Boolean).join(' · '), close),
    el('h2', {lang: zh() && node.name_zh ? 'zh-Hans' : 'en'}, name(id)),
    other(id) ? el('p', {class: 'other', lang: zh() ? 'en' : 'zh-Hans'}, other(id)) : null,
    facts.childElementCount ? facts : null,
    node.description
      ? el('p', {class: 'desc', lang: 'en'}, node.description, notes(cited))
      : cited.length
        ? el('p', {class: 'desc'}, notes(cited))
        : null,
    otherMaps(id),
    byRelation(id, cited),
  ];
}
/* Links to other maps of the same site: a plain file name and a fragment, nothing that could leave the folder. */
function otherMaps(id) {
  const found = list(own(D.links, id)).filter(href => /^[\w-]+\.html(#[\w%.-]*)?$/.test(href));
  if (!found.length) return null;
  const parts = new URLSearchParams({lang: app.lang, ...(root.dataset.theme ? {theme: root.dataset.theme} : {})});
  return el(
    'p',
    {class: 'note'},
    T('othermaps'),
    colon(),
    found.map((href, k) => {
      const [file, there] = href.split('#');
      const said = own(D.words.ui, `map_${file.slice(0, -5)}`)?.[app.lang] ?? file;
      return [k ? ' · ' : '', el('a', {href: `${file}#${there ? `id=${there}&` : ''}${parts}`}, said)];
    }),
  );
}
/* A date that lies after the chosen day was not known on it, and is marked. */
function spanOf(thing) {
  const known = span(thing.start_date, thing.end_date);
  return thing.start_date && app.day < D.built && firstDay(thing.start_date) > app.day ? T('knownsince', {dates: known}) : known;
}
function datesOf(node) {
  const known = spanOf(node);
  const announced = node.announced && node.announced !== node.start_date ? T('announced', {day: day(node.announced)}) : '';
  return [known, announced].filter(Boolean).join(zh() ? '；' : '; ');
}
const SHY = new Set(['claims', '$n']);
const rowTitle = row => say(row[D.columns.find(c => row[c.name] && !SHY.has(c.name))?.name] ?? Object.values(row)[0], D.columns[0]?.name);
/* A row that says that something is missing: in words of its state, or by an empty cell where names should stand. */
const isGap = row =>
  [D.drawing.state, D.drawing.status].some(column => column && list(D.drawing.gaps).includes(row[column])) ||
  (D.drawing.cells === 'names' && !!D.drawing.cell && !list(row[D.drawing.cell]).length);
function ofRowPanel(row, close, cited) {
  if (!row) return [kindLine(null, T('row'), close)];
  const facts = el('dl', {class: 'facts'});
  for (const {name: column} of D.columns) {
    if (SHY.has(column) || list(row[column]).length === 0) continue;
    facts.append(
      el('dt', {}, heading(column)),
      el(
        'dd',
        {},
        list(row[column]).map((value, k) => [k ? (column === 'path' ? ' → ' : comma()) : '', reference(value, column)]),
      ),
    );
  }
  return [kindLine(null, T('row'), close), el('h2', {}, rowTitle(row)), facts, claimsOfRows([row], cited)];
}
function claimsOfRows(rows, cited) {
  const found = claimsIn(rows)
    .map(id => CLAIMS.get(id))
    .filter(Boolean)
    .map(claim => ({claim, to: claim.object, by: claim.kind === 'relation' ? claim.subject : null}));
  return found.length ? claimList(T('claims'), found, cited) : el('p', {class: 'note'}, T('noclaims'));
}
function ofWordPanel(key, close, cited) {
  const [column, value] = [key.slice(1, key.indexOf('=')), key.slice(key.indexOf('=') + 1)];
  const rows = ROWS.filter(row => list(row[column]).map(String).includes(value));
  return [
    kindLine(null, heading(column), close),
    el('h2', {}, say(value, column)),
    el(
      'ul',
      {},
      rows.slice(0, 40).map(row =>
        el(
          'li',
          {class: isGap(row) ? 'gaprow' : ''},
          el(
            'span',
            {},
            D.columns
              .filter(c => c.name !== column && !SHY.has(c.name) && list(row[c.name]).length)
              .slice(0, 3)
              .map((c, k) => [
                k ? ' · ' : '',
                list(row[c.name])
                  .slice(0, 8)
                  .map((one, q) => [q ? comma() : '', reference(one, c.name)]),
              ]),
          ),
        ),
      ),
    ),
    claimsOfRows(rows, cited),
  ];
}
function ofPath(close, cited) {
  const [from, to] = [entityOf(app.pin), entityOf(app.second)];
  const way = shortest(from, to);
  return [
    kindLine(null, T('path'), close),
    el('h2', {}, `${short(from)} → ${short(to)}`),
    way
      ? claimList(
          T('steps', {n: way.length}),
          way.map(hop => ({claim: claimOf(hop.edge), to: hop.to, by: hop.from})),
          cited,
        )
      : el('p', {class: 'desc'}, T('nopath')),
  ];
}
