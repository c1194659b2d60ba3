/* The data block; of a page of thousands of claims most of it is deflated: undone here, with what the browser itself has for it. */
const BLOCK = JSON.parse(document.getElementById('ecomap-data').textContent);
async function unpacked({packed, sorry, ...plain}) {
  const bytes = Uint8Array.from(atob(packed), char => char.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const rest = JSON.parse(await new Response(stream).text());
  for (const key of ['nodes', 'edges']) rest[key] = plain[key].map((thing, k) => ({...thing, ...rest[key][k]}));
  for (const {from: subject, to: object, type, claims = []} of rest.edges)
    for (const id of claims) if (!rest.claims[id].kind) rest.claims[id] = {kind: 'relation', subject, object, type, ...rest.claims[id]};
  return {...plain, ...rest};
}
function canUnpack() {
  try {
    return !!new DecompressionStream('deflate-raw');
  } catch {
    return false;
  }
}
if (BLOCK.packed && !canUnpack()) {
  document.getElementById('question').textContent = BLOCK.title?.[BLOCK.lang] ?? '';
  document.getElementById('answer').textContent = BLOCK.sorry[BLOCK.lang];
  return;
}
const D = BLOCK.packed ? await unpacked(BLOCK) : BLOCK;
