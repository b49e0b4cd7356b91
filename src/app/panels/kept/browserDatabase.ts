/** IndexedDB as the keeper sees it. Opened when it is first used; where the browser has none or refuses, what is asked of it rejects. */
import type { KeptDatabase, RecordKind } from "../../../store/kept/database";

const NAME = "lora-descent";
/** Of the kinds of records; what a record holds has a version of its own. */
const VERSION = 1;
const kinds: readonly RecordKind[] = ["sessions", "pins", "files"];
/** Above every character of a key. */
const END = "\uffff";

export function browserDatabase(): KeptDatabase {
  let opened: Promise<IDBDatabase> | null = null;

  function open(): Promise<IDBDatabase> {
    opened ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(NAME, VERSION);
      request.onupgradeneeded = () => {
        for (const kind of kinds) request.result.createObjectStore(kind);
      };
      request.onsuccess = () => {
        // A page of a later version waits for this one to let go.
        request.result.onversionchange = () => request.result.close();
        resolve(request.result);
      };
      request.onerror = () => reject(request.error);
      request.onblocked = () => reject(new Error("another page holds the database"));
    });
    // What was refused once may be given later.
    opened.catch(() => {
      opened = null;
    });
    return opened;
  }

  /** Resolves when all of it is written or read, or nothing is. */
  async function transact<T>(
    names: RecordKind | readonly RecordKind[],
    mode: IDBTransactionMode,
    act: (storeOf: (kind: RecordKind) => IDBObjectStore) => () => T,
  ): Promise<T> {
    const transaction = (await open()).transaction(names, mode);
    return new Promise((resolve, reject) => {
      const result = act((kind) => transaction.objectStore(kind));
      // A page that is being left does not live to see its requests answered.
      if (mode === "readwrite") transaction.commit();
      transaction.oncomplete = () => resolve(result());
      transaction.onabort = () => reject(transaction.error);
      transaction.onerror = () => reject(transaction.error);
    });
  }

  return {
    read: (kind, prefix = "") =>
      transact(kind, "readonly", (storeOf) => {
        const range = IDBKeyRange.bound(prefix, prefix + END);
        const keys = storeOf(kind).getAllKeys(range);
        const records = storeOf(kind).getAll(range);
        return () => new Map(keys.result.map((key, i) => [String(key), records.result[i]]));
      }),
    keys: (kind) =>
      transact(kind, "readonly", (storeOf) => {
        const keys = storeOf(kind).getAllKeys();
        return () => keys.result.map(String);
      }),
    write: (kind, key, record) =>
      transact(kind, "readwrite", (storeOf) => {
        storeOf(kind).put(record, key);
        return () => {};
      }),
    remove: (kind, keys) =>
      transact(kind, "readwrite", (storeOf) => {
        for (const key of keys) storeOf(kind).delete(key);
        return () => {};
      }),
    clear: () =>
      transact(kinds, "readwrite", (storeOf) => {
        for (const kind of kinds) storeOf(kind).clear();
        return () => {};
      }),
  };
}
