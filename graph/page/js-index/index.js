/* Language and theme of the first page; both are handed on to the maps by the address. */
(() => {
'use strict';
const root = document.documentElement;
const said = new URLSearchParams(location.hash.slice(1));
let lang = said.get('lang') || (root.lang.startsWith('zh') ? 'zh' : 'en');
let theme = said.get('theme');
function draw() {
  root.lang = lang === 'zh' ? 'zh-Hans' : 'en';
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  for (const button of document.querySelectorAll('#langs button')) button.setAttribute('aria-pressed', String(button.dataset.lang === lang));
  const address = new URLSearchParams();
  address.set('lang', lang);
  if (root.dataset.theme) address.set('theme', root.dataset.theme);
  for (const link of document.querySelectorAll('.maps a')) link.hash = address.toString();
}
document.getElementById('langs').addEventListener('click', event => {
  const button = event.target.closest('button');
  if (!button) return;
  lang = button.dataset.lang;
  draw();
});
document.getElementById('theme').addEventListener('click', () => {
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  theme = dark ? 'light' : 'dark';
  draw();
});
draw();
root.dataset.ready = 'true';
})();
