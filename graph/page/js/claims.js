/* Claims as the panel lists them: by relation, each with its certainty, state, dates, sources and, where there are rivals, these.
   What nobody could know on the chosen day stands apart, folded. */
function byRelation(id, cited) {
  const claims = claimsOf(id),
    unknown = claims.filter(knownLater);
  return [
    relationLists(
      id,
      claims.filter(claim => !knownLater(claim)),
      cited,
    ),
    unknown.length
      ? el(
          'details',
          {class: 'later'},
          el('summary', {}, T('later', {n: unknown.length, day: day(app.day)})),
          relationLists(id, unknown, cited),
        )
      : null,
  ];
}
function relationLists(id, claims, cited) {
  const heads = new Map();
  for (const claim of claims) {
    const out = claim.subject === id;
    gather(heads, headOf(claim, out), {claim, to: claim.kind === 'deal' ? null : out ? claim.object : claim.subject});
  }
  return [...heads].sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([said, found]) => claimList(said, found, cited));
}
/* Not yet announced on the chosen day; of a deal, which is no line of the picture, not yet made. */
function knownLater(claim) {
  const edge = edgeOfClaim(claim);
  return edge ? stateOf(edge) === 'absent' : app.day < D.built && claim.kind === 'deal' && firstDay(claim.date) > app.day;
}
function headOf(claim, out) {
  if (claim.kind === 'figure') return T('figures');
  if (claim.kind === 'deal') return T('deals');
  if (claim.kind === 'entity') return T('itself');
  const words = own(V.relations, claim.type);
  return words
    ? words[out ? app.lang : `${app.lang}_inv`] || words[app.lang]
    : claim.type
      ? `${claim.type}${out ? '' : ' ←'}`
      : T('plainlink');
}
/* The newest first; where a source gives an order, that order. Rivals stand together and are marked. */
function claimList(said, found, cited) {
  found.sort(
    (a, b) => (a.claim.order || 0) - (b.claim.order || 0) || (firstDay(b.claim.start_date) < firstDay(a.claim.start_date) ? -1 : 1),
  );
  const shown = found.slice(0, 60);
  return [
    el('h3', {}, found.length > 1 ? `${said} (${found.length})` : said),
    el(
      'ul',
      {},
      shown.map(({claim, to, by}) => claimLine(claim, to, by, cited)),
    ),
    found.length > shown.length ? el('p', {class: 'note'}, T('andmore', {n: found.length - shown.length})) : null,
  ];
}
function claimLine(claim, to, by, cited) {
  cited.push(...list(claim.sources));
  const edge = edgeOfClaim(claim);
  const said = edge ? stateOf(edge) : claim.state;
  const about = [
    claim.order && +claim.order < 90 ? T('paidorder', {n: claim.order}) : '',
    claim.joint ? T('joint') : '',
    list(claim.role)
      .map(role => inSets(role, ['functions', 'levers']) ?? role)
      .join(comma()),
    claim.effect ? `${SIGN_TEXT[signOf(claim.effect)]} ${word('effects', claim.effect)}` : '',
    claim.kind === 'figure' ? '' : spanOf(claim),
  ]
    .filter(Boolean)
    .join(' · ');
  return el(
    'li',
    {class: OVER.has(said) ? 'over' : ''},
    by ? [goButton(ofEntity(by), short(by)), ' ', el('span', {class: 'w'}, `${headOf(claim, claim.subject === by)} → `)] : null,
    claim.kind === 'figure' ? figureLine(claim) : claim.kind === 'deal' ? dealLine(claim) : to ? reference(to) : null,
    about ? [' ', el('span', {class: 'w'}, about)] : null,
    claim.type === CONFLICT || hasRival(claim) ? el('span', {class: 'conflict', title: T('conflict')}, ' ≠ ') : null,
    said && said !== 'in force' ? [' ', stateTag(said)] : null,
    claim.confidence && claim.confidence !== 'verified' ? [' ', sureTag(claim.confidence)] : null,
    notes(claim.sources),
    claim.detail ? el('span', {class: 'd', lang: 'en'}, claim.detail) : null,
  );
}
const figureLine = f =>
  el(
    'span',
    {},
    `${say(f.measure, 'measure')} `,
    el('b', {}, valueOf(f)),
    [f.period, f.qualifier].filter(Boolean).length ? ` (${[f.period, f.qualifier].filter(Boolean).join(', ')})` : '',
  );
const valueOf = f =>
  [
    f.value === null || f.value === undefined ? '—' : `${say(f.value)}${f.value_high ? `–${say(f.value_high)}` : ''}`,
    f.unit ? say(f.unit, 'unit') : '',
  ].join(' ');
const dealLine = d =>
  el(
    'span',
    {},
    el('b', {}, d.name || d.subject),
    d.licensor_id ? [' ', reference(d.licensor_id), ' → ', d.licensee_id ? reference(d.licensee_id) : ''] : null,
  );
/* Figures are rivals where subject, measure, unit and period agree and the value does not. */
const hasRival = claim =>
  claim.kind === 'figure' &&
  claimsOf(claim.subject).some(
    other =>
      other.kind === 'figure' && ['measure', 'unit', 'period'].every(key => other[key] === claim[key]) && other.value !== claim.value,
  );
