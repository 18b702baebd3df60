// What this browser keeps of a bid on the bidder's own computer: uploads that are not finished, and names and salts until
// the receipt file is saved. Where a browser keeps nothing (some private windows), it lasts as long as the page.
const STORES = ["uploads", "files", "mailboxes"];
// A browser whose disk does not answer keeps nobody waiting for longer.
const LONGEST_WAIT = 10_000;
const inPage = new Map(STORES.map((name) => [name, new Map()]));
let opened;

function database() {
  opened ??= new Promise((done) => {
    let asked;
    setTimeout(() => done(null), LONGEST_WAIT);
    try {
      asked = indexedDB.open("hub-bids", 1);
    } catch {
      done(null);
      return;
    }
    asked.onupgradeneeded = () => STORES.forEach((name) => asked.result.createObjectStore(name, { keyPath: "key" }));
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => done(null);
    asked.onblocked = () => done(null);
  });
  return opened;
}

async function inStore(name, mode, act, instead) {
  const base = await database();
  if (!base) return instead(inPage.get(name));
  return new Promise((done, fail) => {
    const work = base.transaction(name, mode);
    const asked = act(work.objectStore(name));
    work.oncomplete = () => done(asked.result);
    work.onerror = work.onabort = () => fail(work.error);
  });
}

export const keepsBeyondThePage = async () => Boolean(await database());

export const put = (name, one) => inStore(name, "readwrite", (store) => store.put(one), (map) => map.set(one.key, one));

export const get = (name, key) => inStore(name, "readonly", (store) => store.get(key), (map) => map.get(key));

export const all = (name) => inStore(name, "readonly", (store) => store.getAll(), (map) => [...map.values()]);

export const remove = (name, key) => inStore(name, "readwrite", (store) => store.delete(key), (map) => map.delete(key));
