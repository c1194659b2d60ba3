/* The address keeps the view: #id=…&to=…&day=…&lang=…&view=…&theme=…&off=…&around=…&look=…; a bare #nhsa opens that entity. */
function fragment() {
  const parts = new URLSearchParams();
  const id = entityOf(app.pin);
  if (id !== null) parts.set('id', id);
  else if (app.pin) parts.set('row', app.pin);
  if (app.second) parts.set('to', entityOf(app.second));
  if (app.day !== today) parts.set('day', app.day);
  if (app.lang !== D.lang) parts.set('lang', app.lang);
  if (app.view !== VIEWS[0]) parts.set('view', app.view);
  if (root.dataset.theme) parts.set('theme', root.dataset.theme);
  if (app.off.size) parts.set('off', [...app.off].join('~'));
  if (app.around) parts.set('around', String(app.around));
  if (app.look && app.view === 'network') parts.set('look', app.look.join(' '));
  return parts.toString();
}
function address() {
  const said = fragment();
  try {
    history.replaceState(null, '', said ? `#${said}` : location.pathname + location.search);
  } catch {
    /* a page in a frame may not change its address */
  }
}
function readAddress(said) {
  const bare = decodeURIComponentSafe(said);
  const parts = new URLSearchParams(said.includes('=') || !N.has(bare) ? said : {id: bare});
  const id = parts.get('id'),
    to = parts.get('to'),
    row = parts.get('row');
  app.pin = id && N.has(id) ? ofEntity(id) : row && /^[rw]/.test(row) ? row : null;
  app.second = app.pin && to && N.has(to) ? ofEntity(to) : null;
  app.day =
    /^\d{4}-\d\d-\d\d$/.test(parts.get('day') || '') && HAS_TIME && !Number.isNaN(dayNumber(parts.get('day'))) ? parts.get('day') : today;
  if (['en', 'zh'].includes(parts.get('lang'))) app.lang = parts.get('lang');
  app.view = VIEWS.includes(parts.get('view')) ? parts.get('view') : VIEWS[0];
  if (['light', 'dark'].includes(parts.get('theme'))) root.dataset.theme = parts.get('theme');
  app.off = new Set((parts.get('off') || '').split('~').filter(Boolean));
  app.around = Math.max(0, Math.min(3, parseInt(parts.get('around') || '0', 10) || 0));
  const look = (parts.get('look') || '').split(' ').map(Number);
  app.look = look.length === 3 && look.every(Number.isFinite) && look[2] > 0 ? look : null;
}
function decodeURIComponentSafe(said) {
  try {
    return decodeURIComponent(said);
  } catch {
    return said;
  }
}
function openAddress(said) {
  readAddress(said);
  drawAll();
  if (app.pin && app.pin[0] === 'e' && !app.look) show(app.pin);
}
