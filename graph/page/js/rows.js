/* Rows of the answer on the chosen day: the answer of that day where the page carries it, else the rows whose links held. */
const answerOn = chosen => {
  let found = null;
  if (chosen === today) return null;
  for (const past of D.history) if (past.as_of <= chosen && (!found || past.as_of >= found.as_of)) found = past;
  return found;
};
function rowsOn(chosen = app.day) {
  if (chosen === today) return D.rows;
  if (D.history.length) return answerOn(chosen)?.rows || [];
  return D.rows.filter(row => {
    const edges = list(row.claims)
      .map(id => edgeByClaim().get(id))
      .filter(Boolean);
    return !edges.length || edges.some(edge => shownOn(edge, chosen));
  });
}
let ROWS = [];
function readRows() {
  ROWS = rowsOn().map((row, n) => table({...row, $n: n}));
}
/* Everything a row speaks of: its own key, its entities, its words. */
function keysOfRow(row) {
  const keys = new Set([ofRow(row.$n)]);
  for (const [column, value] of Object.entries(row)) {
    if (column === 'claims' || column === '$n') continue;
    for (const one of list(value)) if (typeof one === 'string') keys.add(keyOf(one, column));
  }
  return keys;
}
const unique = values => [...new Set(values)];
const values = column => unique(ROWS.flatMap(row => list(row[column])));
const claimsIn = rows => unique(rows.flatMap(row => list(row.claims)));
/* The least certain of the claims behind some rows: what is drawn pale. */
function confidenceOf(rows) {
  const words = claimsIn(rows)
    .map(id => CLAIMS.get(id)?.confidence)
    .filter(Boolean);
  return !words.length || words.includes('verified') ? 'verified' : words.includes('reported') ? 'reported' : 'unverified';
}
const dateOf = id => firstDay(N.get(id)?.start_date || N.get(id)?.announced) || '9999';
const CONFLICT = 'CONFLICTS_WITH';
const conflict = rows => claimsIn(rows).some(id => CLAIMS.get(id)?.type === CONFLICT);
