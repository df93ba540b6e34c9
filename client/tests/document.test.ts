import { describe, expect, it } from 'vitest';
import { LabelDocument } from '../src/canvas/document';
import { applyRuns, decodePatch, encodePatch } from '../src/patch';
import { reconcile } from '../src/durability/reconcile';
import { toBase64 } from '../src/base64';

const anything = new Uint8Array(256).fill(1);
const row = (y: number, x0: number, x1: number) => [{ y, x0, x1 }];

function open(rows = 2, columns = 4, labels = new Uint8Array(rows * columns)): LabelDocument {
  return new LabelDocument('a', rows, columns, labels, 1);
}

/** What the studio would hold after these patches. */
function server(size: number, columns: number, patches: readonly Uint8Array[]): number[] {
  const labels = new Uint8Array(size);
  for (const patch of patches) applyRuns(decodePatch(patch, size), labels, columns);
  return [...labels];
}

describe('label document', () => {
  it('hands on a stroke as the smallest patch and counts its pixels', () => {
    const document = open();
    document.paint(row(0, 1, 3), 1, anything);
    const change = document.commit('brush');
    expect(change).toEqual({ tool: 'brush', kind: 'labelmap', patch: encodePatch([{ start: 1, length: 2, value: 1 }]) });
    expect([document.counts[0], document.counts[1]]).toEqual([6, 2]);
    expect(document.commit('brush')).toBeNull();
  });

  it('does not draw over what is protected', () => {
    const document = open(1, 4, Uint8Array.of(2, 2, 0, 0));
    const unlocked = anything.slice();
    unlocked[2] = 0;
    document.paint(row(0, 0, 4), 1, unlocked);
    expect([...document.labels]).toEqual([2, 2, 1, 1]);
  });

  it('undoes a stroke of several parts in one step, as one patch', () => {
    const document = open(1, 6, Uint8Array.of(0, 3, 0, 0, 0, 0));
    const sent: Uint8Array[] = [];
    document.paint(row(0, 0, 2), 1, anything);
    sent.push(document.commitPart('brush')!.patch);
    document.paint(row(0, 1, 4), 2, anything);
    sent.push(document.commit('brush')!.patch);
    expect([...document.labels]).toEqual([1, 2, 2, 2, 0, 0]);
    const undo = document.undo()!;
    expect([...document.labels]).toEqual([0, 3, 0, 0, 0, 0]);
    expect(document.undo()).toBeNull();
    const redo = document.redo()!;
    expect([...document.labels]).toEqual([1, 2, 2, 2, 0, 0]);
    const labels = Uint8Array.of(0, 3, 0, 0, 0, 0);
    for (const patch of [...sent, undo.patch, redo.patch]) applyRuns(decodePatch(patch, 6), labels, 6);
    expect([...labels]).toEqual([...document.labels]);
  });

  it('forgets what could be redone when something new is drawn', () => {
    const document = open();
    document.paint(row(0, 0, 1), 1, anything);
    document.commit('brush');
    document.undo();
    document.paint(row(1, 0, 1), 1, anything);
    document.commit('brush');
    expect(document.redo()).toBeNull();
  });

  it('keeps the history across opening the image again', () => {
    const document = open();
    document.paint(row(0, 0, 2), 1, anything);
    document.commit('brush');
    const again = new LabelDocument('a', 2, 4, document.labels.slice() as Uint8Array, 2, document.history);
    again.undo();
    expect([...again.labels]).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('takes over a change from elsewhere under the stroke in progress', () => {
    const document = open(1, 4);
    document.paint(row(0, 0, 2), 1, anything);
    document.absorb('labelmap', encodePatch([{ start: 1, length: 2, value: 2 }]));
    expect([...document.labels]).toEqual([1, 1, 2, 0]);
    const change = document.commit('brush')!;
    expect(server(4, 4, [encodePatch([{ start: 1, length: 2, value: 2 }]), change.patch])).toEqual([1, 1, 2, 0]);
  });

  it('refuses labels of another size', () => {
    expect(() => new LabelDocument('a', 2, 2, new Uint8Array(5), 1)).toThrow(RangeError);
  });

  it('counts correctly through drawing, undo and changes from elsewhere', () => {
    const document = open(3, 5);
    document.paint(row(1, 0, 5), 1, anything);
    document.commit('brush');
    document.absorb('labelmap', encodePatch([{ start: 6, length: 6, value: 2 }]));
    document.undo();
    const counts = [0, 0, 0];
    for (const value of document.labels) counts[value]++;
    expect([...document.counts.slice(0, 3)]).toEqual(counts);
  });
});

describe('reconcile', () => {
  const patch = (start: number, length: number, value: number) => encodePatch([{ start, length, value }]);

  it('ends with what the studio has: others first, then the own operation, then what is still on its way', () => {
    const document = open(1, 6);
    const mine = patch(0, 3, 1);
    const later = patch(2, 1, 3);
    const theirs = patch(1, 4, 2);
    document.absorb('labelmap', mine);
    document.absorb('labelmap', later);
    const missed = [{ revision: 2, op: 'theirs', kind: 'labelmap' as const, patch: toBase64(theirs) }];
    reconcile(document, { op: 'mine', kind: 'labelmap', revision: 3, patch: mine, missed }, (op) => op === 'mine', [{ kind: 'labelmap', patch: later }]);
    expect([...document.labels]).toEqual(server(6, 6, [theirs, mine, later]));
    expect(document.revision).toBe(3);
  });

  it('ignores what the labels already hold', () => {
    const document = open(1, 4);
    document.revision = 5;
    expect(reconcile(document, { op: 'x', kind: 'labelmap', revision: 5, patch: patch(0, 4, 1), missed: [] }, () => false, [])).toBeNull();
    expect([...document.labels]).toEqual([0, 0, 0, 0]);
  });

  it('only moves the revision when nobody else drew', () => {
    const document = open(1, 4);
    expect(reconcile(document, { op: 'x', kind: 'labelmap', revision: 2, patch: patch(0, 1, 1), missed: [] }, () => true, [])).toBeNull();
    expect(document.revision).toBe(2);
  });
});

describe('masks of a class', () => {
  it('are ones where the class is, in a rectangle or everywhere', () => {
    const document = open(2, 4, Uint8Array.of(0, 1, 1, 2, 1, 0, 2, 2));
    expect([...document.classMask(1)]).toEqual([0, 1, 1, 0, 1, 0, 0, 0]);
    expect([...document.classMask(2, { x0: 2, y0: 0, x1: 4, y1: 2 })]).toEqual([0, 1, 1, 1]);
    expect([...document.classMask(0, { x0: 1, y0: 1, x1: 2, y1: 2 })]).toEqual([1]);
    expect(document.classMask(7).some((value) => value === 1)).toBe(false);
  });

  it('are painted where they are one, but not over what is protected', () => {
    const document = open(2, 4, Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 2));
    const unlocked = anything.slice();
    unlocked[2] = 0;
    const touched = document.paintMask(Uint8Array.of(1, 1, 0, 0, 0, 1), { x0: 0, y0: 0, x1: 3, y1: 2 }, 1, unlocked);
    expect([...document.labels]).toEqual([2, 1, 0, 0, 0, 0, 1, 2]);
    expect(touched).toEqual({ x0: 0, y0: 0, x1: 3, y1: 2 });
    expect(document.paintMask(new Uint8Array(8), document.bounds, 1, anything)).toBeNull();
    expect(document.commit('fill')).not.toBeNull();
    expect(document.undo()).not.toBeNull();
    expect([...document.labels]).toEqual([2, 0, 0, 0, 0, 0, 0, 2]);
  });

  it('take back a stroke that was not meant without touching the history', () => {
    const document = open(1, 4);
    document.paint(row(0, 0, 2), 1, anything);
    document.commit('brush');
    document.paint(row(0, 1, 4), 2, anything);
    expect(document.discard()).toEqual({ x0: 1, y0: 0, x1: 4, y1: 1 });
    expect([...document.labels]).toEqual([1, 1, 0, 0]);
    expect([document.isDrawing, document.discard(), document.commit('brush')]).toEqual([false, null, null]);
    document.undo();
    expect([...document.labels]).toEqual([0, 0, 0, 0]);
  });
});
