/* A story: steps that a reader clicks through; each has a title, a text and a view (an address of this page). */
let step = -1;
const both = said => (said && typeof said === 'object' ? (said[app.lang] ?? said.en ?? '') : (said ?? ''));
function drawStory() {
  const box = $('story');
  box.hidden = !D.story.length;
  if (!D.story.length) return;
  box.setAttribute('aria-label', T('story'));
  box.setAttribute('role', 'region');
  box.setAttribute('aria-live', 'polite');
  box.classList.toggle('open', step >= 0);
  const told = D.story[step];
  const turn = by => {
    step += by;
    openAddress(viewOf(D.story[step]));
    ($(by > 0 ? 'next' : 'before') || $(by > 0 ? 'before' : 'next'))?.focus({preventScroll: true});
  };
  box.replaceChildren(
    el('p', {class: 'steps'}, step < 0 ? T('story') : T('stepof', {n: step + 1, all: D.story.length})),
    told
      ? el('div', {class: 'told'}, el('h2', {}, both(told.title)), el('p', {}, both(told.text)))
      : el('div', {class: 'told'}, el('p', {}, D.story.map(s => both(s.title)).join(' → '))),
    el(
      'div',
      {class: 'turns'},
      step >= 0
        ? el(
            'button',
            {
              type: 'button',
              class: 'quiet',
              on: {
                click: () => {
                  step = -1;
                  openAddress('');
                  $('next').focus({preventScroll: true});
                },
              },
            },
            T('leave'),
          )
        : null,
      step > 0 ? el('button', {type: 'button', class: 'quiet', id: 'before', on: {click: () => turn(-1)}}, T('before')) : null,
      step < D.story.length - 1
        ? el('button', {type: 'button', class: 'quiet strong', id: 'next', on: {click: () => turn(1)}}, T(step < 0 ? 'begin' : 'next'))
        : null,
    ),
  );
}
/* A step's view: {id, day, view, off, around}, written like an address; the language stays the reader's. */
function viewOf(told) {
  const parts = new URLSearchParams();
  for (const key of ['id', 'to', 'day', 'view', 'off', 'around', 'row'])
    if (told?.view?.[key] !== undefined) parts.set(key, String(told.view[key]));
  return parts.toString();
}
