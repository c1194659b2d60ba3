/* Footnotes: one number for each source, in the order in which the page first needs it; links are http or https only. */
const ORDER = [];
const NUMBERS = new Map();
function noteNumber(id) {
  if (!NUMBERS.has(id)) {
    ORDER.push(id);
    NUMBERS.set(id, ORDER.length);
  }
  return NUMBERS.get(id);
}
for (const row of D.rows) for (const id of list(row.claims)) for (const source of list(CLAIMS.get(id)?.sources)) noteNumber(source);
for (const claim of CLAIMS.values()) for (const source of list(claim.sources)) noteNumber(source);
for (const edge of E) if (!edge.claims.length) for (const source of list(edge.sources)) noteNumber(source);
for (const node of NODES) for (const source of list(node.sources)) if (own(D.sources, source)) noteNumber(source);

function safeUrl(url) {
  if (typeof url !== 'string' || !/^https?:\/\/[^\s]+$/i.test(url)) return null;
  try {
    const parsed = new URL(url);
    return parsed.protocol === 'http:' || parsed.protocol === 'https:' ? parsed.href : null;
  } catch {
    return null;
  }
}
const outward = (url, said) => el('a', {href: url, rel: 'noopener noreferrer', target: '_blank'}, said);
function sourceLine(id) {
  const source = own(D.sources, id);
  if (!source) return el('span', {}, id);
  const url = safeUrl(source.url);
  const rest = [source.publisher, day(source.date)].filter(Boolean).join(', ');
  return el('span', {}, url ? outward(url, source.title || url) : source.title || id, rest ? ` — ${rest}` : '');
}
const notes = ids =>
  list(ids).length
    ? el(
        'sup',
        {},
        list(ids).map((id, k) => [
          k ? ' ' : '',
          el(
            'a',
            {href: `#source-${noteNumber(id)}`, 'aria-label': `${T('source')} ${noteNumber(id)}`, data: {note: noteNumber(id)}},
            String(noteNumber(id)),
          ),
        ]),
      )
    : null;
