/** Image pixels; (0, 0) is the outer corner of the first pixel, right and bottom are outer edges. */
export interface BoxObject {
  readonly kind: 'box';
  readonly classIndex: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface PointObject {
  readonly kind: 'point';
  readonly classIndex: number;
  readonly x: number;
  readonly y: number;
}

/** A few words pinned to a place; an answer belongs to the remark it names. */
export interface RemarkObject {
  readonly kind: 'remark';
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly replyTo: string | null;
}

export type TagScope = 'image' | 'series' | 'patient';
export type TagAnswer = 'present' | 'absent' | 'unsure';

/** What is said about a class of the image, its series or its patient. */
export interface TagObject {
  readonly kind: 'tag';
  readonly scope: TagScope;
  readonly classIndex: number;
  readonly answer: TagAnswer;
}

export type LabelObject = BoxObject | PointObject | RemarkObject | TagObject;

/** An object is put in place under a name, or taken away (null). */
export interface ObjectChange {
  readonly id: string;
  readonly value: LabelObject | null;
}

/** One name for each thing that can be said, so that a later answer takes the place of an earlier one. */
export function tagName(scope: TagScope, classIndex: number): string {
  return `tag-${scope}-${classIndex}`;
}

export function encodeChanges(changes: readonly ObjectChange[]): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(changes)) as Uint8Array<ArrayBuffer>;
}

export function decodeChanges(bytes: Uint8Array): ObjectChange[] {
  return JSON.parse(new TextDecoder().decode(bytes)) as ObjectChange[];
}

/** The objects of one document by their names, in the order in which they came. */
export class ObjectSet {
  /** Rises with every change, so that what shows objects knows when to look again. */
  version = 0;
  private readonly values = new Map<string, LabelObject>();

  constructor(changes: readonly ObjectChange[] = []) {
    for (const { id, value } of changes) if (value) this.values.set(id, value);
  }

  get size(): number {
    return this.values.size;
  }

  get(id: string): LabelObject | undefined {
    return this.values.get(id);
  }

  entries(): IterableIterator<[string, LabelObject]> {
    return this.values.entries();
  }

  /** The objects of one kind with their names. */
  ofKind<K extends LabelObject['kind']>(kind: K): [string, Extract<LabelObject, { kind: K }>][] {
    const found: [string, Extract<LabelObject, { kind: K }>][] = [];
    for (const [id, value] of this.values) if (value.kind === kind) found.push([id, value as Extract<LabelObject, { kind: K }>]);
    return found;
  }

  /** Applies changes in order and returns those that take them back, in the order in which to apply them. */
  apply(changes: readonly ObjectChange[]): ObjectChange[] {
    const inverse: ObjectChange[] = [];
    for (const { id, value } of changes) {
      inverse.unshift({ id, value: this.values.get(id) ?? null });
      if (value) this.values.set(id, value);
      else this.values.delete(id);
    }
    this.version++;
    return inverse;
  }
}
