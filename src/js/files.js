// The files of the bundle: fetched, fetched once more, inflated, and held against the hashes in their names, with an end to
// every wait. First of the scripts that become app-*.js; it knows none of the others.
//
// Given: the URL of the bundle's folder and a file's name. Gives: `fetchFile`, a file's bytes; and `retryStalled`, for when
// the visitor presses again.

// So many milliseconds without a byte, and a download is given up: a slow line may take as long as it needs. After so
// many it is begun anew if the visitor presses again, and where it was begun before this code was there.
const SILENCE = 8000;
const IMPATIENCE = 2000;
// Downloads under way.
const transfers = new Set();

// The bytes of a file; fails where it cannot be had whole. `early` gives an answer that was asked for before this code was
// there. Once more past the cache, which may hold what a server said wrongly, for a year. Who waited in vain for 8 s is
// told.
async function fetchFile(base, name, early) {
  let cache;
  const anew = (signal) => fetch(base + name, { cache, signal });
  for (let ask = early ?? anew; ; ask = anew) {
    try {
      return await checked(name, ask, ask === early ? IMPATIENCE : SILENCE);
    } catch (error) {
      // The browser's cache lets nobody past an answer that has not ended, unless told to.
      if (error.cut) cache = "reload";
      if (ask === early || error.again) continue;
      if (error.cut) throw Error(`${name}: silent`);
      if (cache === "reload") throw error;
      cache = "reload";
    }
  }
}

// A file of the bundle, inflated and checked: its name ends with the start of its SHA-256. A server may have
// inflated it already. Only secure contexts can hash; elsewhere gzip's own checksum stands.
async function checked(name, ask, patience) {
  const end = new AbortController();
  const transfer = { cut: () => end.abort() };
  let timer;
  const beat = () => {
    transfer.heard = performance.now();
    clearTimeout(timer);
    timer = setTimeout(transfer.cut, patience);
  };
  const read = async () => {
    const answer = await ask(end.signal);
    if (!answer.ok) throw Error(`${name}: ${answer.status}`);
    const through = new TransformStream({
      transform(chunk, out) {
        beat();
        out.enqueue(chunk);
      },
    });
    return new Response(answer.body.pipeThrough(through, end)).arrayBuffer();
  };
  beat();
  transfers.add(transfer);
  let bytes;
  try {
    // Not every fetch of a page heeds a signal.
    const silent = new Promise((_, fail) => (end.signal.onabort = () => fail(transfer)));
    bytes = await Promise.race([read(), silent]);
  } finally {
    clearTimeout(timer);
    transfers.delete(transfer);
  }
  if (new Uint8Array(bytes)[0] === 0x1f) {
    bytes = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  }
  if (crypto.subtle) {
    const digest = btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))));
    const hash = digest.replace(/\+/g, "-").replace(/\//g, "_").slice(0, 22);
    // A data file's name ends there; a picture's has all of it.
    if (!name.includes(`-${hash}`)) throw Error(`${name}: the content does not fit the name`);
  }
  return new Uint8Array(bytes);
}

// The visitor presses again: what has long been silent is begun anew, and what falls silent from now on once more.
function retryStalled() {
  for (const transfer of transfers) {
    transfer.again = true;
    if (performance.now() - transfer.heard > IMPATIENCE) transfer.cut();
  }
}
