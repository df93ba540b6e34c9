import type { Entry, NewEntry, Store } from './entry';

const DATABASE = 'studio-outbox';
const ENTRIES = 'entries';
const REFUSED = 'refused';

/** Entries in IndexedDB, written through to the disk before `add` returns. */
export class IndexedDbStore implements Store {
  readonly durable = true;

  private constructor(private readonly database: IDBDatabase) {}

  static open(factory: IDBFactory = indexedDB): Promise<IndexedDbStore> {
    return new Promise((resolve, reject) => {
      const opening = factory.open(DATABASE, 1);
      opening.onupgradeneeded = () => {
        const entries = opening.result.createObjectStore(ENTRIES, { keyPath: 'seq', autoIncrement: true });
        entries.createIndex('op', 'op', { unique: true });
        opening.result.createObjectStore(REFUSED, { keyPath: 'seq' });
      };
      opening.onsuccess = () => resolve(new IndexedDbStore(opening.result));
      opening.onerror = () => reject(opening.error);
    });
  }

  keeps(): boolean {
    return true;
  }

  async add(entry: NewEntry): Promise<void> {
    try {
      await this.write([ENTRIES], (transaction) => transaction.objectStore(ENTRIES).add(entry));
    } catch (error) {
      // The same operation is already there.
      if ((error as DOMException | null)?.name !== 'ConstraintError') throw error;
    }
  }

  pending(): Promise<Entry[]> {
    return new Promise((resolve, reject) => {
      const reading = this.database.transaction(ENTRIES).objectStore(ENTRIES).getAll();
      reading.onsuccess = () => resolve(reading.result as Entry[]);
      reading.onerror = () => reject(reading.error);
    });
  }

  async remove(seq: number): Promise<void> {
    await this.write([ENTRIES], (transaction) => transaction.objectStore(ENTRIES).delete(seq));
  }

  async setAside(entry: Entry, reason: string): Promise<void> {
    await this.write([ENTRIES, REFUSED], (transaction) => {
      transaction.objectStore(REFUSED).put({ ...entry, refusal: reason });
      transaction.objectStore(ENTRIES).delete(entry.seq);
    });
  }

  close(): void {
    this.database.close();
  }

  private write(stores: string[], change: (transaction: IDBTransaction) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const transaction = this.database.transaction(stores, 'readwrite', { durability: 'strict' });
      transaction.oncomplete = () => resolve();
      // Only then is `error` set.
      transaction.onabort = () => reject(transaction.error);
      change(transaction);
      // Else the browser asks this page once more before it writes, and a page that crashes meanwhile takes the entry along.
      transaction.commit();
    });
  }
}

/** Entries in the page alone, for browsers that keep no data. */
export class MemoryStore implements Store {
  readonly durable = false;
  private entries: Entry[] = [];
  private next = 1;

  keeps(): boolean {
    return false;
  }

  add(entry: NewEntry): Promise<void> {
    if (!this.entries.some((each) => each.op === entry.op)) this.entries.push({ ...entry, seq: this.next++ });
    return Promise.resolve();
  }

  pending(): Promise<Entry[]> {
    return Promise.resolve([...this.entries]);
  }

  remove(seq: number): Promise<void> {
    this.entries = this.entries.filter((entry) => entry.seq !== seq);
    return Promise.resolve();
  }

  setAside(entry: Entry): Promise<void> {
    return this.remove(entry.seq);
  }
}

/** Uses the disk as long as it takes entries, then the memory; what is on the disk is older and goes first. */
export class FallbackStore implements Store {
  private readonly memory = new MemoryStore();
  private failed: boolean;

  constructor(private readonly disk: Store | null) {
    this.failed = disk === null;
  }

  get durable(): boolean {
    return !this.failed;
  }

  keeps(entry: Entry): boolean {
    return entry.seq > 0;
  }

  async add(entry: NewEntry): Promise<void> {
    if (!this.failed) {
      try {
        await this.disk!.add(entry);
        return;
      } catch {
        this.failed = true;
      }
    }
    await this.memory.add(entry);
  }

  async pending(): Promise<Entry[]> {
    const onDisk = this.disk ? await this.disk.pending() : [];
    // Negative places keep the two apart.
    const inMemory = (await this.memory.pending()).map((entry) => ({ ...entry, seq: -entry.seq }));
    return [...onDisk, ...inMemory];
  }

  remove(seq: number): Promise<void> {
    return seq < 0 ? this.memory.remove(-seq) : this.disk!.remove(seq);
  }

  setAside(entry: Entry, reason: string): Promise<void> {
    return entry.seq < 0 ? this.memory.remove(-entry.seq) : this.disk!.setAside(entry, reason);
  }
}

export async function openStore(): Promise<Store> {
  try {
    return new FallbackStore(await IndexedDbStore.open());
  } catch {
    return new FallbackStore(null);
  }
}
