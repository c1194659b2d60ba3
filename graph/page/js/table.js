/* The twin of the picture: the answer's rows, or the links of a network. Sorts, filters, copies, saves; row and mark light each other. */
const SHOWN = 200;
/* Rows that are printed whole; of more, which nobody reads on paper, the first. */
const PRINTED = 1000;
let showAll = false;
/* What the rows are made of; a row is made when it is shown, sorted, searched or saved. */
function tableData() {
  if (D.rows.length || D.columns.length) {
    const columns = D.columns.map(c => c.name).filter(column => !SHY.has(column));
    const rowOf = row => ({
      key: ofRow(row.$n),
      keys: keysOfRow(row),
      cells: columns.map(c => say(row[c], c)),
      raw: columns.map(c => row[c]),
      row,
    });
    return {heads: columns.map(heading), items: ROWS, rowOf};
  }
  if (E.length)
    return {
      heads: [T('fromhead'), T('relation'), T('tohead'), T('status'), T('sure')],
      items: E.filter((edge, j) => net.seesEdge[j]),
      rowOf: edge => ({
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
      }),
    };
  return {
    heads: [T('name'), T('kind')],
    items: NODES,
    rowOf: node => ({
      key: ofEntity(node.id),
      keys: new Set([ofEntity(node.id)]),
      raw: [],
      cells: [name(node.id), word('labels', node.label)],
    }),
  };
}
let TABLE = {heads: [], count: 0, shown: [], all: () => []};
const trKeys = new WeakMap();
const rowKeys = tr => trKeys.get(tr) || new Set();

function drawTable() {
  TABLE = readTable();
  const rows = TABLE.shown;
  $('twincount').textContent = T('rows', {n: TABLE.count});
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
  if (rows.length < TABLE.count) {
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
        T('showall', {n: TABLE.count}),
      ),
    );
  }
  pinMarks();
}
function readTable() {
  const {heads, items, rowOf} = tableData();
  const wanted = app.sieve.trim().toLowerCase();
  if (app.sort === null && !wanted)
    return {heads, count: items.length, shown: (showAll ? items : items.slice(0, SHOWN)).map(rowOf), all: () => items.map(rowOf)};
  let rows = items.map(rowOf);
  if (wanted) rows = rows.filter(row => row.cells.some(cell => cell.toLowerCase().includes(wanted)));
  if (app.sort !== null) {
    const order = new Intl.Collator(zh() ? 'zh-Hans' : 'en', {numeric: true});
    rows.sort((a, b) => app.turn * compare(a, b, order));
  }
  return {heads, count: rows.length, shown: showAll ? rows : rows.slice(0, SHOWN), all: () => rows};
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
  [TABLE.heads, ...TABLE.all().map(row => row.cells)]
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
