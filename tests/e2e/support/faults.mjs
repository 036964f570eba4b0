// A browser whose storage fails: these functions run in the page, before its own scripts. Each takes the initial fault,
// as words.

/**
 * Makes IndexedDB fail as `fault operation how store` says, or once `breakStores(operation, how, store)` was called.
 * The operation is `open`, `read`, `write` or `delete`; `how` is `once`, `always`, `closes` (the connection ends under
 * it) or `silent` (nothing ever answers). `hits` counts.
 */
export function faults(fault) {
  let now = null;
  window.hits = 0;
  window.breakStores = (operation, how, store) => {
    now = { operation, how, store, left: how === 'once' || how === 'closes' ? 1 : Infinity };
  };
  if (fault.startsWith('fault ')) window.breakStores(...fault.split(' ').slice(1));
  const trips = (operation, store) => {
    if (now?.operation !== operation || (store && now.store && now.store !== store) || now.left <= 0) return '';
    now.left -= 1;
    window.hits += 1;
    return now.how;
  };
  const never = () => ({ readyState: 'pending' });
  const replace = (on, name, make) => {
    const real = on[name];
    on[name] = function (...args) {
      return make(this, (...own) => real.apply(this, own.length > 0 ? own : args), args);
    };
  };
  replace(IDBFactory.prototype, 'open', (self, real, [name]) => {
    const how = name === 'nightdesk' ? trips('open') : '';
    if (how === 'silent') return never();
    if (how === 'once' || how === 'always') throw new DOMException('broken by the test', 'UnknownError');
    const request = real();
    // Opened, and closed before it can be used.
    if (how === 'closes') request.addEventListener('success', () => request.result.close());
    return request;
  });
  replace(IDBFactory.prototype, 'deleteDatabase', (self, real) => {
    const how = trips('delete');
    if (how === 'silent') return never();
    if (how) throw new DOMException('broken by the test', 'UnknownError');
    return real();
  });
  const get = IDBObjectStore.prototype.get;
  for (const [operation, names] of [['read', ['getAll', 'get']], ['write', ['put']], ['delete', ['delete']]]) {
    for (const name of names) {
      replace(IDBObjectStore.prototype, name, (store, real) => {
        const how = trips(operation, store.name);
        if (!how) return real();
        if (how === 'silent') {
          // A transaction that never ends, as with a disk that hangs.
          const spin = () => {
            get.call(store, 'nothing').onsuccess = spin;
          };
          spin();
          return never();
        }
        const request = real();
        const { db } = store.transaction;
        store.transaction.abort();
        if (how === 'closes') {
          db.close();
          db.dispatchEvent(new Event('close'));
        }
        return request;
      });
    }
  }
}

/**
 * Makes localStorage fail as `local operation how` says: `property`, `read`, `write` or `remove`; `once` or `always`.
 */
export function localFaults(fault) {
  if (!fault.startsWith('local ')) return;
  const [, operation, how] = fault.split(' ');
  let left = how === 'once' ? 1 : Infinity;
  window.hits = 0;
  const trip = (one) => {
    if (one !== operation || left <= 0) return;
    left -= 1;
    window.hits += 1;
    throw new DOMException('broken by the test', 'UnknownError');
  };
  const real = window.localStorage;
  const broken = new Proxy(real, {
    get(_, name) {
      if (name === 'removeItem') {
        return (key) => {
          trip('remove');
          real.removeItem(key);
        };
      }
      trip('read');
      const value = real[name];
      return typeof value === 'function' ? value.bind(real) : value;
    },
    ownKeys() {
      trip('read');
      return Reflect.ownKeys(real);
    },
    getOwnPropertyDescriptor: (_, name) => Reflect.getOwnPropertyDescriptor(real, name),
    set(_, name, value) {
      trip('write');
      real[name] = value;
      return true;
    },
  });
  Object.defineProperty(window, 'localStorage', {
    get() {
      trip('property');
      return broken;
    },
  });
}

/** All that the browser stores for the site, as one text. For `page.evaluate`, on a page whose storage works. */
export async function allKept() {
  const settled = (request) =>
    new Promise((done, fail) => {
      request.onupgradeneeded = () => request.transaction.abort();
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error);
    });
  const out = [JSON.stringify({ ...localStorage })];
  const base = await settled(indexedDB.open('nightdesk')).catch(() => null);
  if (base) out.push(JSON.stringify(await settled(base.transaction('requests').objectStore('requests').getAll())));
  base?.close();
  return out.join('\n');
}
