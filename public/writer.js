// Puts what is sealed already on the tablet's disk, on a thread of its own: between a guard and its write a page that
// is being drawn would keep every letter waiting. The page makes the database; this only ever opens it.
const DATABASE = "threshold";
const STORE = "kept";
let opening;

function opened() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    // It is gone: an empty one made here would pass for the tablet's.
    request.onupgradeneeded = () => request.transaction.abort();
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const database = request.result;
      database.onversionchange = () => database.close();
      resolve(database);
    };
  });
  opening.catch(() => { opening = undefined; });
  return opening;
}

// Answers with "kept", "raced", "full" or "broken" once that is certain; with nothing when it could not even begin.
self.onmessage = async ({ data: { number, guards, writes } }) => {
  const transaction = await begun().catch(() => begun()).catch(() => undefined);
  const told = transaction && await written(transaction, guards, writes);
  self.postMessage({ number, told });
};

async function begun() {
  const database = await opened();
  try {
    return database.transaction(STORE, "readwrite", { durability: "strict" });
  } catch (error) {
    // The browser has closed it, as it does when the disk is full.
    opening = undefined;
    throw error;
  }
}

function written(transaction, guards, writes) {
  return new Promise((resolve) => {
    const store = transaction.objectStore(STORE);
    let [open, raced] = [guards.length, false];
    transaction.oncomplete = () => resolve("kept");
    transaction.onabort = () => resolve(raced ? "raced" : nameOf(transaction.error));
    const passed = () => { if (open === 0) transaction.commit(); };
    for (const [key, expected] of guards) {
      store.get(key).onsuccess = ({ target }) => {
        if (raced) return;
        raced = !isSame(target.result, expected);
        if (raced) return transaction.abort();
        open -= 1;
        passed();
      };
    }
    try {
      for (const [key, value] of writes) {
        if (value) store.put(value, key);
        else store.delete(key);
      }
    } catch {
      // All of it or nothing.
      return transaction.abort();
    }
    passed();
  });
}

const isSame = (found, expected) =>
  found?.length === expected?.length && (found?.every((byte, at) => byte === expected[at]) ?? true);

const nameOf = (error) => (/quota|no_space|disk is full/i.test(`${error?.name} ${error?.message}`) ? "full" : "broken");
