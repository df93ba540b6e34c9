import { fromBase64, toBase64 } from '../base64';
import type { NewEntry } from './entry';

const PREFIX = 'studio-journal:';

/**
 * A last page to write on when the browser closes: IndexedDB may not finish then, localStorage is written at once.
 * The next page to open takes the entries over; their names keep them from being counted twice.
 */
export function writeJournal(entries: readonly NewEntry[], storage: Storage): void {
  entries.forEach((entry, place) => {
    try {
      storage.setItem(PREFIX + entry.op, JSON.stringify({ ...entry, patch: toBase64(entry.patch), place }));
    } catch {
      // No room or no permission: the entry still has IndexedDB and the request under way.
    }
  });
}

/** The entry is safe elsewhere: left in the journal it would be played again over newer strokes. */
export function strikeJournal(op: string, storage: Storage): void {
  storage.removeItem(PREFIX + op);
}

/** Hands every journal entry to `add`, in the order of drawing, and strikes it out once that has stored it. */
export async function adoptJournal(storage: Storage, add: (entry: NewEntry) => Promise<void>): Promise<void> {
  const keys = Array.from({ length: storage.length }, (_, i) => storage.key(i)).filter((key) => key?.startsWith(PREFIX));
  const written = (keys as string[]).map((key) => ({ key, ...parse(storage.getItem(key) ?? '') }));
  // The storage keeps its keys in an order of its own.
  for (const { key, entry } of written.toSorted((a, b) => a.place - b.place)) {
    if (entry) await add(entry);
    storage.removeItem(key);
  }
}

function parse(text: string): { entry: NewEntry | null; place: number } {
  try {
    const { place = 0, patch, ...rest } = JSON.parse(text) as Omit<NewEntry, 'patch'> & { patch: string; place?: number };
    return { entry: { ...rest, patch: fromBase64(patch) }, place };
  } catch {
    return { entry: null, place: 0 };
  }
}
