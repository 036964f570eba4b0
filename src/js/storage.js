// What the browser keeps for the form: drafts and requests on their way, and their files. Put before form.js, which adds to
// the object `storage` what sends and hands out. What follows from a failure is decided on the Rust side (`request::Reading`): here a read gives a
// value, nothing there, or an error, and these three are never mixed up.
//
// A browser that dies loses what localStorage took in its last seconds, and a page that is left loses what IndexedDB was
// just taking: each change goes into both, and of two versions the one with the higher number counts. What IndexedDB has
// leaves localStorage at once: there, what was deleted could come back with a browser that died before it knew.
const BASE = "nightdesk";
const KEY = "nightdesk.request.";
// A database without content, there while something waits to be sent: the loader looks for its name.
const FLAG = "nightdesk-outbox";
// A text that is none is kept for as long as anything is, in milliseconds, counted from when it was noticed.
const KEPT = 2592e6;

// A store that says nothing for so many steps has failed; for files, which may be large, for more. Steps, not one pause: a
// device that slept for an hour has waited for one step. Once a store was silent, it is waited for one step only until it
// answers again.
const STEP = 500;
const STEPS = 6;
const FILE_STEPS = 40;
let patience = STEPS;
const SILENT = Error("the store does not answer");
function within(promise, steps = patience) {
  return new Promise((done, fail) => {
    let timer;
    const wait = () => {
      if (steps-- > 0) return (timer = setTimeout(wait, STEP));
      patience = 1;
      fail(SILENT);
    };
    wait();
    const end = (then) => (value) => {
      clearTimeout(timer);
      then(value);
    };
    promise.then(end(done), end(fail));
  });
}

const settled = (request) =>
  new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });

// Where a page may not have a store at all, nothing of its own is in there.
const denied = (error) => error?.name === "SecurityError";
// Ids that the database may have: those that were read, and those that it took or may have taken.
const touched = new Set();
// Files that are not in the database: too many or too large as yet, or it did not take them. By id and place.
const held = new Map();
// Set by form.js: another tab has deleted the database.
let emptied = () => {};

// The connection under way or open. The browser may close it at any time: then the next who asks opens another.
let opened = null;
function open(make) {
  const request = indexedDB.open(BASE, 1);
  let none = false;
  request.onupgradeneeded = () => {
    if (make) {
      request.result.createObjectStore("requests", { keyPath: "id" });
      request.result.createObjectStore("files");
    } else {
      // To look must not make an empty database.
      none = true;
      request.transaction.abort();
    }
  };
  const forget = () => {
    if (opened === asked) opened = null;
  };
  const asked = settled(request).then(
    (base) => {
      base.onclose = forget;
      // Another tab deletes everything: it must not have to wait for this one.
      base.onversionchange = ({ newVersion }) => {
        base.close();
        forget();
        if (newVersion === null) emptied();
      };
      // It came after nobody waited for it any more.
      if (opened !== asked) base.close();
      return base;
    },
    (error) => {
      forget();
      if (!none) throw error;
      return null;
    },
  );
  return asked;
}

// Whether there may be a database. Asked first, since to open one is to make it for a moment; where nobody tells, it is
// opened. Without an origin there are none, and Chromium tells the page's error monitor of the question.
let mute = false;
async function there() {
  if (mute || self.origin === "null" || !indexedDB.databases) return true;
  try {
    for (const { name } of await within(indexedDB.databases(), 2)) if (name === BASE) return true;
    return false;
  } catch (error) {
    // It is another part of the browser that was silent.
    if (error === SILENT) [mute, patience] = [true, STEPS];
    return true;
  }
}

// The database; null where there is none and none is to be made.
async function database(make) {
  if (!make && (!self.indexedDB || (!opened && !(await there())))) return null;
  const asked = (opened ??= open(make));
  try {
    const base = await within(asked);
    return base || !make ? base : database(true);
  } catch (error) {
    if (opened === asked) opened = null;
    throw error;
  }
}

// Runs something in a transaction and waits until the disk has it; gives what the last request gave, and nothing where
// there is no database and none was to be made. `run` hands every request that counts to `watch`. What failed is tried
// once more on a new connection: the old one may be closed, and the browser tells by failing.
async function stored(store, mode, make, run, steps) {
  for (let again = true; ; again = false) {
    let transaction;
    try {
      const base = await database(make);
      if (!base) return undefined;
      const result = await within(
        new Promise((done, fail) => {
          transaction = base.transaction(store, mode, { durability: "strict" });
          const all = [];
          transaction.oncomplete = () => {
            let last;
            // A transaction that is done has done nothing that it was not asked for.
            for (last of all) if (last?.readyState !== "done") return fail(SILENT);
            done(last?.result);
          };
          transaction.onabort = transaction.onerror = () => fail(transaction.error ?? Error("the store gave up"));
          run(transaction.objectStore(store), (request) => (all[all.length] = request));
        }),
        steps,
      );
      patience = STEPS;
      return result;
    } catch (error) {
      try {
        // What nobody waits for must not be written later, above something newer.
        transaction?.abort();
      } catch {}
      if (!again || error === SILENT || error?.name === "QuotaExceededError" || denied(error)) throw error;
      opened?.then((base) => base?.close(), () => {});
      opened = null;
    }
  }
}

// Writes of one request, one after the other; of those that come while one is under way only the last counts. Without a
// text it is deleted. Tells what went wrong, or nothing.
const writing = new Map();
function persist(record) {
  const under = writing.get(record.id);
  if (under) {
    under.next = record;
    return under.done;
  }
  const entry = {};
  writing.set(record.id, entry);
  const one = (now) =>
    stored("requests", "readwrite", "text" in now, (store, watch) => {
      if (!("text" in now)) return watch(store.delete(now.id));
      // Never an older version above a newer one, however late it comes.
      watch(store.get(now.id)).onsuccess = ({ target: { result } }) => {
        if (!(result?.rev > now.rev)) watch(store.put(now));
      };
    });
  entry.done = (async () => {
    let wrong;
    for (let now = record; now; now = entry.next) {
      entry.next = null;
      wrong = await one(now).then(() => undefined, (error) => error ?? SILENT);
      if ("text" in now && (!wrong || wrong === SILENT)) touched.add(now.id);
    }
    writing.delete(record.id);
    return wrong;
  })();
  return entry.done;
}

const readable = (text) => {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
};

const storage = {
  // All that is kept, newest versions, as texts, damaged ones among them; and whether both stores answered.
  async read() {
    const found = new Map();
    const texts = [];
    const now = Date.now();
    const take = (record, mirror) => {
      const { id, rev, text, seen } = record;
      touched.add(id);
      if (seen || !readable(text)) {
        // Kept aside, to be handed out; nobody can tell how old it is, so its time begins now.
        texts[texts.length] = String(text);
        if (seen < now - KEPT) persist({ id });
        else if (!seen) aside({ id: mirror ? `damaged.${id}` : id, rev: rev || 0, text: String(text), seen: now }, mirror && id);
        return;
      }
      const other = found.get(id);
      if (!other || (other.rev || 0) < (rev || 0)) found.set(id, record);
    };
    let whole = true;
    try {
      const all = await stored("requests", "readonly", false, (store, watch) => watch(store.getAll()));
      for (const record of all ?? []) take(record);
    } catch {
      whole = false;
    }
    try {
      const local = localStorage;
      for (const key of local ? Object.keys(local) : []) {
        if (!key.startsWith(KEY)) continue;
        const value = local[key];
        if (value) take({ id: key.slice(KEY.length), rev: parseInt(value), text: value.slice(value.indexOf("\n") + 1) }, true);
      }
    } catch {
      whole = false;
    }
    for (const { text } of found.values()) texts[texts.length] = text;
    return { texts, whole };
  },
  // Keeps a version; tells whether one of the stores has it.
  async write(id, rev, text) {
    let mirrored = false;
    try {
      localStorage[KEY + id] = `${rev}\n${text}`;
      mirrored = true;
    } catch {}
    if (await persist({ id, rev, text })) return mirrored;
    try {
      // Not what came meanwhile; but an older version, where this one did not fit.
      if (!(parseInt(localStorage[KEY + id]) > rev)) localStorage.removeItem(KEY + id);
    } catch {}
    return true;
  },
  // Deletes a request and its files; tells whether nothing of it can be left.
  async remove(id) {
    let gone = true;
    try {
      localStorage.removeItem(KEY + id);
    } catch (error) {
      gone = denied(error);
    }
    // In the same queue: what is typed while this goes on must not be deleted with what was typed before.
    const wrong = await persist({ id });
    const files = await storage.drop(id, 0);
    if (wrong || !files) return gone && (denied(wrong) || !touched.has(id));
    touched.delete(id);
    return gone;
  },
  // Deletes the files from a place on; tells whether they are gone.
  async drop(id, from) {
    for (const key of held.keys()) {
      const [of, number] = key.split(" ");
      if (of === id && +number >= from) held.delete(key);
    }
    const places = () => IDBKeyRange.bound([id, from], [id, []]);
    return stored("files", "readwrite", false, (store, watch) => watch(store.delete(places()))).then(() => true, () => false);
  },
  // Nothing is kept: not even an empty database stays behind.
  clear() {
    opened?.then((base) => base?.close(), () => {});
    opened = null;
    try {
      indexedDB.deleteDatabase(BASE);
    } catch {}
  },
  // Puts the flag up or takes it down; tells whether that was done.
  async flag(up) {
    for (let again = true; ; again = false) {
      try {
        // Closed even if it comes too late: an open one could not be taken down.
        await within(up ? settled(indexedDB.open(FLAG)).then((base) => base.close()) : settled(indexedDB.deleteDatabase(FLAG)));
        return true;
      } catch (error) {
        if (!again || error === SILENT) return false;
      }
    }
  },
  // Takes a file by the number of its place, without a copy of it.
  hold(id, number, file) {
    held.set(`${id} ${number}`, file);
  },
  // Copies a file that is held into the database; tells what failed: "file" or "store".
  async keep(id, number) {
    const key = `${id} ${number}`;
    const file = held.get(key);
    if (!file) return "";
    try {
      await stored("files", "readwrite", true, (store, watch) => watch(store.put(file, [id, number])), FILE_STEPS);
      touched.add(id);
      if (held.get(key) === file) held.delete(key);
      return "";
    } catch {
      // Which of the two is to blame shows when the file is read by itself.
      return within(file.slice(0, 1).arrayBuffer()).then(() => "store", () => "file");
    }
  },
  // A file; nothing where there is none. Fails where nobody can tell.
  async file(id, number) {
    const get = (store, watch) => watch(store.get([id, number]));
    return held.get(`${id} ${number}`) ?? stored("files", "readonly", false, get, FILE_STEPS);
  },
  // Takes the file of a place out of so many; those behind it move up. All of it, or nothing: tells which.
  async take_out(id, number, count) {
    const move = (store, watch, place) => {
      if (place >= count) return watch(store.delete([id, count - 1]));
      watch(store.get([id, place])).onsuccess = ({ target: { result } }) => {
        watch(result ? store.put(result, [id, place - 1]) : store.delete([id, place - 1]));
        move(store, watch, place + 1);
      };
    };
    try {
      await stored("files", "readwrite", false, (store, watch) => move(store, watch, number + 1), FILE_STEPS);
    } catch {
      if (touched.has(id)) return false;
    }
    for (let place = number; place < count; place++) {
      const next = held.get(`${id} ${place + 1}`);
      if (next) held.set(`${id} ${place}`, next);
      else held.delete(`${id} ${place}`);
    }
    return true;
  },
};

// A damaged text goes where it can be counted: into the database, with the moment when it was noticed.
async function aside(record, mirrored) {
  const wrong = await persist(record);
  try {
    if (!wrong && mirrored) localStorage.removeItem(KEY + mirrored);
  } catch {}
}
