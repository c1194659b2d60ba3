/* The twin of the picture: the answer's rows, or the links of a network. Sorts, filters, copies, saves; row and mark light each other. */
const SHOWN = 200;
let showAll = false;
function tableData() {
  if (D.rows.length || D.columns.length) {
    const columns = D.columns.map(c => c.name).filter(column => !SHY.has(column));
    const rows = ROWS.map(row => ({
      key: ofRow(row.$n),
      keys: keysOfRow(row),
      cells: columns.map(c => say(row[c], c)),
      raw: columns.map(c => row[c]),
      row,
    }));
    return {heads: columns.map(heading), rows};
  }
  const rows = E.filter((edge, j) => net.seesEdge[j] && shownOn(edge)).map(edge => ({
    key: ofEntity(edge.from),
    keys: new Set([ofEntity(edge.from), ofEntity(edge.to)]),
    raw: [],
    cells: [
      name(edge.from),
      edge.type ? word('relations', edge.type) : T('plainlink'),
      name(edge.to),
      word('statuses', stateOf(edge)),
      word('confidence', edgeDoubt(edge)),
    ],
  }));
  if (E.length) return {heads: [T('fromhead'), T('relation'), T('tohead'), T('status'), T('sure')], rows};
  return {
    heads: [T('name'), T('kind')],
    rows: NODES.map(node => ({
      key: ofEntity(node.id),
      keys: new Set([ofEntity(node.id)]),
      raw: [],
      cells: [name(node.id), word('labels', node.label)],
    })),
  };
}
let TABLE = {heads: [], rows: []};
const trKeys = new WeakMap();
const rowKeys = tr => trKeys.get(tr) || new Set();

function drawTable() {
  TABLE = tableData();
  if (app.sort !== null) {
    const order = new Intl.Collator(zh() ? 'zh-Hans' : 'en', {numeric: true});
    TABLE.rows.sort((a, b) => app.turn * compare(a, b, order));
  }
  const wanted = app.sieve.trim().toLowerCase();
  if (wanted) TABLE.rows = TABLE.rows.filter(row => row.cells.some(cell => cell.toLowerCase().includes(wanted)));
  const rows = showAll ? TABLE.rows : TABLE.rows.slice(0, SHOWN);
  $('twincount').textContent = T('rows', {n: TABLE.rows.length});
  $('table').replaceChildren(
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        TABLE.heads.map((head, k) =>
          el(
            'th',
            {scope: 'col', 'aria-sort': app.sort === k ? (app.turn > 0 ? 'ascending' : 'descending') : 'none'},
            el('button', {type: 'button', on: {click: () => sortBy(k)}}, head),
          ),
        ),
      ),
    ),
    el('tbody', {}, rows.map(tableRow)),
  );
  $('more')?.remove();
  if (rows.length < TABLE.rows.length) {
    $('scroll').append(
      el(
        'button',
        {
          type: 'button',
          id: 'more',
          on: {
            click: () => {
              showAll = true;
              drawTable();
            },
          },
        },
        T('showall', {n: TABLE.rows.length}),
      ),
    );
  }
  pinMarks();
}
function compare(a, b, order) {
  const [x, y] = [a.raw[app.sort], b.raw[app.sort]];
  if (typeof x === 'number' && typeof y === 'number') return x - y;
  const [p, q] = [a.cells[app.sort], b.cells[app.sort]];
  return !p === !q ? order.compare(p, q) : p ? -app.turn : app.turn;
}
function tableRow(row) {
  const tr = el(
    'tr',
    {
      class: row.row && isGap(row.row) ? 'isgap' : '',
      tabindex: 0,
      on: {
        click: ev => {
          if (!ev.target.closest('button')) pin(row.key);
        },
        keydown: ev => {
          if (ev.key === 'Enter' && ev.target === tr) pin(row.key);
        },
        pointerenter: () => light(row.key),
        pointerleave: () => light(app.pin),
      },
    },
    row.cells.map((cell, k) => el('td', {}, k === 0 ? el('span', {class: 'lead'}, cell) : cell)),
  );
  trKeys.set(tr, new Set([row.key, ...row.keys]));
  return tr;
}
function sortBy(k) {
  app.turn = app.sort === k ? -app.turn : 1;
  app.sort = k;
  drawTable();
}
/* A cell that a spreadsheet would run is made text by an apostrophe. */
const defused = cell => (/^[=+\-@\t\r\n]|^\s+[=+\-@]/.test(cell) ? `'${cell}` : cell);
const quoted = cell => (/[",\r\n]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell);
const csv = () =>
  [TABLE.heads, ...TABLE.rows.map(row => row.cells)]
    .map(cells => cells.map(cell => quoted(defused(String(cell)))).join(','))
    .join('\r\n');

function drawTableTools() {
  $('twinhead').textContent = T(D.rows.length || D.columns.length ? 'table' : 'linktable');
  $('copy').textContent = T('copy');
  $('savecsv').textContent = T('savecsv');
  $('sieve').placeholder = T('sieve');
  $('sieve').setAttribute('aria-label', T('sieve'));
  $('scroll').setAttribute('aria-label', $('twinhead').textContent);
}
