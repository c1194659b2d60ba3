/* The day is a control: drag it, or press a marked day; picture, sentence and table are those of that day. */
const CHANGES = HAS_TIME
  ? unique([
      ...D.history.map(past => past.as_of),
      ...[...NODES, ...E].flatMap(thing => list(thing.states).map(step => step.slice(0, 10))),
    ])
      .filter(date => /^\d{4}-\d\d-\d\d$/.test(date))
      .sort()
  : [];
const MARKED = unique([...D.marks, today])
  .filter(date => /^\d{4}-\d\d-\d\d$/.test(date))
  .sort();
const FIRST = (() => {
  const far = dayOf(dayNumber(today) - 365 * 12);
  const near = CHANGES.filter(date => date >= far);
  return [near[0] || far, ...MARKED].sort()[0];
})();

function drawDay() {
  $('when').hidden = !HAS_TIME && !D.as_of;
  $('daylabel').textContent = T('asof');
  $('dayout').textContent = day(app.day) + (app.day === D.built ? ` (${T('today')})` : '');
  for (const part of $('when').querySelectorAll('.track, .marks')) part.hidden = !HAS_TIME;
  if (!HAS_TIME) return;
  const [low, high] = [dayNumber(FIRST), dayNumber(today)];
  const slider = $('day'),
    room = $('rug').clientWidth || 400;
  const x = date => 6 + ((Math.min(high, Math.max(low, dayNumber(date))) - low) / Math.max(1, high - low)) * (room - 12);
  slider.min = low;
  slider.max = high;
  slider.value = dayNumber(app.day);
  slider.setAttribute('aria-label', T('asof'));
  slider.setAttribute('aria-valuetext', day(app.day));
  const ticks = CHANGES.filter(date => date >= FIRST && date <= today);
  $('rug').replaceChildren(
    D.seen && D.seen < today
      ? sv('rect', {class: 'unseen', x: x(D.seen), y: 2, width: Math.max(0, x(today) - x(D.seen)), height: 15})
      : '',
    ...unique(ticks.map(date => Math.round(x(date)))).map(at =>
      sv('line', {class: `t${at <= x(app.day) ? ' past' : ''}`, x1: at, x2: at, y1: 6, y2: 16}),
    ),
  );
  drawMarked(x);
}
/* Names of the marked days, pushed apart from the right, so that none covers another. */
function drawMarked(x) {
  let room = Infinity;
  const at = MARKED.map(x)
    .reverse()
    .map((place, k) => {
      const wide = width(markName(MARKED[MARKED.length - 1 - k]), 11, true) + 10;
      const right = k ? Math.min(place + wide / 2, room - 4) : place;
      room = right - wide;
      return k ? right - wide / 2 : place;
    })
    .reverse();
  $('marks').replaceChildren(
    ...MARKED.map((date, k) => {
      const button = el(
        'button',
        {type: 'button', 'aria-pressed': date === app.day, class: date === today ? 'last' : '', on: {click: () => setDay(date)}},
        markName(date),
      );
      button.style.left = `${at[k]}px`;
      return button;
    }),
  );
}
const markName = date => (date === today && today === D.built ? T('today') : day(date));
function setDay(date) {
  app.day = date;
  if (app.pin && app.pin[0] === 'r') app.pin = null;
  drawAll();
}
function startDay() {
  let waiting = 0;
  $('day').addEventListener('input', ev => {
    app.day = dayOf(+ev.target.value);
    $('dayout').textContent = day(app.day);
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => setDay(app.day));
  });
}
