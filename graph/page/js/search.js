/* Search in English, Chinese, pinyin with or without tones and spaces, aliases and ids; a typing error is forgiven. */
const fold = said =>
  said
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[’']/g, '')
    .replace(/ü/g, 'v');
const haystack = later(() => {
  const found = [];
  for (const node of N.values()) {
    const texts = [node.name, node.name_zh, node.short_name, node.short_name_zh, ...list(node.aliases), node.id].filter(
      t => typeof t === 'string' && t,
    );
    const pinyin = (own(D.pinyin, node.id) || '').split(';').filter(Boolean);
    found.push({
      id: node.id,
      texts: texts.map(fold),
      joined: pinyin.map(p => p.replace(/ /g, '')),
      tries: null,
      initials: pinyin.map(p =>
        p
          .split(' ')
          .map(syllable => syllable[0])
          .join(''),
      ),
    });
  }
  return found;
});

/* Less is better: whole name, start of a name, start of a word, inside, pinyin, initials, then one or two errors. */
function score(hay, asked, tight) {
  let best = Infinity;
  for (const said of hay.texts) {
    const k = said.indexOf(asked);
    if (k < 0) continue;
    best = Math.min(best, said === asked ? 0 : k === 0 ? 10 : /[\s(/-]/.test(said[k - 1]) || said.charCodeAt(k) > 0x2e7f ? 20 : 40);
    best += said.length / 1000;
  }
  if (best < Infinity) return best;
  for (const said of hay.joined) if (said.startsWith(tight)) best = Math.min(best, 30 + (said.length - tight.length) / 100);
  if (tight.length > 2) for (const said of hay.joined) if (said.includes(tight)) best = Math.min(best, 45);
  if (tight.length > 1) for (const said of hay.initials) if (said.startsWith(tight)) best = Math.min(best, said === tight ? 32 : 48);
  if (best < Infinity) return best;
  const words = asked.split(/\s+/);
  if (words.length > 1 && words.every(one => hay.texts.some(said => said.includes(one)))) return 50;
  return Infinity;
}
/* Which letters a text has, as bits; each letter of one text that another lacks is at least one error. */
function letters(said) {
  let bits = 0;
  for (let k = 0; k < said.length; k++) bits |= 1 << said.charCodeAt(k) % 31;
  return bits;
}
function lacks(bits, others) {
  let count = 0;
  for (let left = bits & ~others; left; left &= left - 1) count++;
  return count;
}
/* What a misspelt query may have meant: names, their words, pinyin. */
const tries = hay =>
  (hay.tries ??= unique([...hay.texts, ...hay.texts.flatMap(said => said.split(/[\s()/-]+/)), ...hay.joined])
    .filter(said => said.length > 2)
    .map(said => ({said, bits: letters(said)})));
/* Damerau distance of a query to the nearest word or name, given up above the limit. */
function errors(hay, asked, tight, bits, limit) {
  let best = Infinity;
  for (const {said, bits: there} of tries(hay)) {
    if (said.length < tight.length - limit || lacks(bits, there) > limit) continue;
    const against = said.length > asked.length + limit ? said.slice(0, asked.length) : said;
    const other = said.length > tight.length + limit ? said.slice(0, tight.length) : said;
    best = Math.min(best, distance(asked, against, limit), asked === tight ? Infinity : distance(tight, other, limit));
    if (best === 1) break;
  }
  return best;
}
const LONGEST = 120;
const ROOM = [0, 1, 2].map(() => new Uint8Array(LONGEST + 1));
/* Only cells within the limit of the diagonal can count; the others are never looked at. */
function distance(a, b, limit) {
  if (Math.abs(a.length - b.length) > limit || Math.max(a.length, b.length) > LONGEST) return Infinity;
  let [before, row, next] = ROOM;
  const far = limit + 1;
  row.fill(far);
  for (let k = 0; k <= Math.min(limit, b.length); k++) row[k] = k;
  for (let i = 1; i <= a.length; i++) {
    const from = Math.max(1, i - limit),
      to = Math.min(b.length, i + limit),
      here = a.charCodeAt(i - 1),
      last = a.charCodeAt(i - 2);
    next[from - 1] = from === 1 ? Math.min(i, far) : far;
    let least = next[from - 1];
    for (let j = from; j <= to; j++) {
      const there = b.charCodeAt(j - 1);
      let d = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (here === there ? 0 : 1));
      if (i > 1 && j > 1 && here === b.charCodeAt(j - 2) && last === there) d = Math.min(d, before[j - 2] + 1);
      next[j] = d;
      if (d < least) least = d;
    }
    if (to < b.length) next[to + 1] = far;
    if (least > limit) return Infinity;
    [before, row, next] = [row, next, before];
  }
  return row[b.length] <= limit ? row[b.length] : Infinity;
}
function find(query) {
  const asked = fold(query.trim());
  if (!asked) return [];
  const tight = asked.replace(/\s+/g, '');
  const drawn = id => (net.index.has(id) ? 0 : 0.5);
  let found = haystack().map(hay => ({id: hay.id, at: score(hay, asked, tight) + drawn(hay.id)})).filter(hit => hit.at < Infinity);
  if (found.length < 3 && tight.length > 3) {
    const limit = tight.length > 7 ? 2 : 1,
      bits = letters(tight);
    const have = new Set(found.map(hit => hit.id));
    for (const hay of haystack()) {
      if (have.has(hay.id)) continue;
      const wrong = errors(hay, asked, tight, bits, limit);
      if (wrong <= limit) found.push({id: hay.id, at: 60 + wrong * 10 + drawn(hay.id)});
    }
  }
  const weight = id => (net.index.has(id) ? net.weight[net.index.get(id)] : 0);
  found.sort((a, b) => a.at - b.at || weight(b.id) - weight(a.id) || (a.id < b.id ? -1 : 1));
  return found.slice(0, 8).map(hit => hit.id);
}

let hitAt = 0;
function drawHits() {
  const ids = find($('search').value);
  const open = !!$('search').value.trim();
  hitAt = 0;
  $('hits').replaceChildren(
    ...(ids.length
      ? ids.map((id, k) =>
          el(
            'li',
            {role: 'option', id: `hit${k}`, 'aria-selected': k === 0, data: {id}},
            kindIcon(id),
            el('span', {}, name(id)),
            el('small', {}, other(id)),
            el('i', {}, word('labels', N.get(id).label)),
          ),
        )
      : [el('li', {role: 'option', 'aria-disabled': true}, el('span'), T('nohit'))]),
  );
  showHits(open);
  $('live').textContent = open ? T('hits', {n: ids.length}) : '';
}
function showHits(open) {
  $('hits').hidden = !open;
  $('search').setAttribute('aria-expanded', String(open));
  if (open && $('hit0')) $('search').setAttribute('aria-activedescendant', 'hit0');
  else $('search').removeAttribute('aria-activedescendant');
}
function chooseHit(id) {
  showHits(false);
  go(ofEntity(id));
}
function startSearch() {
  const input = $('search');
  input.addEventListener('input', drawHits);
  input.addEventListener('focus', () => {
    setTimeout(() => haystack().forEach(tries), 60); /* before the first misspelt word, which would wait for it */
    if (input.value.trim()) drawHits();
  });
  input.addEventListener('blur', () => setTimeout(() => showHits(false), 120));
  input.addEventListener('keydown', ev => {
    const hits = [...$('hits').querySelectorAll('li[data-id]')];
    if ((ev.key === 'ArrowDown' || ev.key === 'ArrowUp') && hits.length) {
      ev.preventDefault();
      hitAt = (hitAt + (ev.key === 'ArrowDown' ? 1 : hits.length - 1)) % hits.length;
      hits.forEach((li, k) => li.setAttribute('aria-selected', String(k === hitAt)));
      input.setAttribute('aria-activedescendant', `hit${hitAt}`);
    } else if (ev.key === 'Enter' && hits[hitAt]) chooseHit(hits[hitAt].dataset.id);
    else if (ev.key === 'Escape') {
      ev.stopPropagation();
      input.value = '';
      showHits(false);
    }
  });
  $('hits').addEventListener('pointerdown', ev => {
    const li = ev.target.closest('li[data-id]');
    if (li) {
      ev.preventDefault();
      chooseHit(li.dataset.id);
    }
  });
}
