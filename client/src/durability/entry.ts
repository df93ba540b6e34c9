import type { ChangeKind } from '../canvas/history';

/** One thing that waits to be sent. It names its image and that image's size, so it can never land on another. */
export interface NewEntry {
  /** An operation changes pixels, layers those of classes that overlap, objects are boxes, points, remarks and tags. */
  readonly kind: 'operation' | 'layers' | 'objects' | 'submit' | 'skip';
  /** Unique name; the studio takes an operation with a known name only once. */
  readonly op: string;
  readonly imageId: string;
  readonly imageName: string;
  /** Who drew it: nobody else's sign-in sends it. */
  readonly author: string;
  readonly rows: number;
  readonly columns: number;
  /** Revision of the labels the patch was drawn on. */
  readonly base: number;
  readonly tool: string;
  /** LabelmapPatch of an operation, LayerPatch, JSON of object changes, or empty. */
  readonly patch: Uint8Array<ArrayBuffer>;
  /** Why the image is skipped. */
  readonly reason: string;
  /** How long the image was worked on, with a submission. */
  readonly seconds: number;
}

/** What an entry changes in its document; null for what is said about the image as a whole. */
export function changeKind({ kind }: NewEntry): ChangeKind | null {
  if (kind === 'operation') return 'labelmap';
  return kind === 'layers' || kind === 'objects' ? kind : null;
}

export interface Entry extends NewEntry {
  /** Place in the queue. */
  readonly seq: number;
}

export interface Refusal {
  readonly entry: Entry;
  readonly reason: string;
}

/** Where entries wait. Entries come back in the order in which they were added. */
export interface Store {
  /** False when what is stored here does not survive a reload. */
  readonly durable: boolean;
  /** Whether this entry survives a reload. */
  keeps(entry: Entry): boolean;
  /** Adding an `op` that is already there changes nothing. */
  add(entry: NewEntry): Promise<void>;
  pending(): Promise<Entry[]>;
  remove(seq: number): Promise<void>;
  /** Takes an entry the studio refused out of the queue, but keeps it. */
  setAside(entry: Entry, reason: string): Promise<void>;
}

/** A random UUID, also on pages without https, where crypto.randomUUID is missing. */
export function newOp(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
