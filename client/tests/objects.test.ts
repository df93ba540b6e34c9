import { describe, expect, it } from 'vitest';
import { toBase64 } from '../src/base64';
import { LabelDocument } from '../src/canvas/document';
import { reconcile } from '../src/durability/reconcile';
import { boxBetween, gripAt, movedBox, resizedBox } from '../src/labels/boxes';
import { decodeChanges, encodeChanges, ObjectSet, tagName, type BoxObject, type LabelObject, type ObjectChange } from '../src/labels/objects';
import { answerOf, nextAnswer, say } from '../src/labels/tags';
import { BoxTool } from '../src/tools/boxTool';
import { neighbour, type ObjectHost } from '../src/tools/objectTool';
import { PointTool } from '../src/tools/pointTool';
import { encodePatch } from '../src/patch';
import { threadsOf } from '../src/workbench/remarks';
import { sizeText } from '../src/workbench/objectOptions';

const box = (left: number, top: number, right: number, bottom: number, classIndex = 1): BoxObject => ({ kind: 'box', classIndex, left, top, right, bottom });
const bounds = { rows: 50, columns: 100 };
const none = { shift: false, alt: false };
const shift = { shift: true, alt: false };

function open(objects: Record<string, LabelObject> = {}): LabelDocument {
  const changes = Object.entries(objects).map(([id, value]) => ({ id, value }));
  return new LabelDocument('a', bounds.rows, bounds.columns, new Uint8Array(bounds.rows * bounds.columns), 1, undefined, new ObjectSet(changes));
}

/** A workbench that shows image pixels as CSS pixels. */
function host(labels: LabelDocument, untouchable: readonly number[] = []): ObjectHost & { changes: (readonly ObjectChange[])[] } {
  return {
    labels, activeClass: 2, zoomFactor: 1, selected: null as string | null, changes: [],
    select(id) { (this as { selected: string | null }).selected = id; },
    mayDraw: () => true,
    mayTouch: (index) => !untouchable.includes(index),
    change(tool, changes) { this.changes.push(changes); labels.changeObjects(tool, changes); },
    draft: () => {},
    remark: () => {},
  };
}

describe('a box', () => {
  it('drawn beyond the image ends at its edges', () => {
    expect(boxBetween({ x: 90, y: -5 }, { x: 130, y: 60 }, bounds)).toEqual({ left: 90, top: 0, right: 100, bottom: 50 });
  });

  it('moved beyond the image keeps its size', () => {
    expect(movedBox(box(10, 10, 30, 20), 1000, -1000, bounds)).toEqual(box(80, 0, 100, 10));
  });

  it('turns over when an edge is dragged past the other', () => {
    expect(resizedBox(box(10, 10, 30, 20), { x: 'right', y: null }, { x: 4, y: 15 }, bounds)).toEqual(box(4, 10, 10, 20));
    expect(resizedBox(box(10, 10, 30, 20), { x: 'left', y: 'top' }, { x: 5, y: 6 }, bounds)).toEqual(box(5, 6, 30, 20));
  });

  it('is held by corners, edges and its inside', () => {
    const at = (x: number, y: number) => gripAt(box(10, 10, 50, 40), { x, y }, 3);
    expect(at(11, 9)).toEqual({ x: 'left', y: 'top' });
    expect(at(52, 25)).toEqual({ x: 'right', y: null });
    expect(at(30, 38)).toEqual({ x: null, y: 'bottom' });
    expect(at(30, 25)).toEqual({ x: null, y: null });
    expect(at(54, 25)).toBeNull();
  });

  it('tells its size in millimetres, rows and columns apart', () => {
    expect(sizeText(box(0, 0, 40, 10), [2, 0.5])).toBe('40.0 × 10.0 px · 20.0 × 20.0 mm');
    expect(sizeText(box(0, 0, 40, 10), null)).toBe('40.0 × 10.0 px');
  });
});

describe('the box tool', () => {
  const drag = (tool: BoxTool | PointTool, from: [number, number], to: [number, number]): void => {
    tool.press({ x: from[0], y: from[1] });
    tool.drag([{ x: to[0], y: to[1] }]);
    tool.release({ x: to[0], y: to[1] });
  };

  it('draws a box of the active class and chooses it', () => {
    const labels = open();
    const on = host(labels);
    drag(new BoxTool(on), [5, 6], [25, 36]);
    expect(labels.objects.ofKind('box').map(([, value]) => value)).toEqual([box(5, 6, 25, 36, 2)]);
    expect(on.selected).toBe(labels.objects.ofKind('box')[0][0]);
  });

  it('moves the chosen box by its inside, and any box by its edge', () => {
    const labels = open({ small: box(20, 20, 30, 30), large: box(10, 10, 60, 45) });
    const on = host(labels);
    const tool = new BoxTool(on);
    drag(tool, [60, 25], [70, 25]);
    expect(labels.objects.get('large')).toEqual(box(10, 10, 70, 45));
    drag(tool, [45, 20], [46, 20]);
    expect(labels.objects.get('large')).toEqual(box(10, 10, 70, 45));
    drag(tool, [45, 20], [50, 20]);
    expect(labels.objects.get('large')).toEqual(box(15, 10, 75, 45));
    expect(labels.objects.get('small')).toEqual(box(20, 20, 30, 30));
  });

  it('chooses the smallest box under a click and nothing beside all', () => {
    const on = host(open({ small: box(20, 20, 40, 40), large: box(10, 10, 60, 45) }));
    const tool = new BoxTool(on);
    tool.press({ x: 30, y: 30 });
    tool.release({ x: 30, y: 30 });
    expect(on.selected).toBe('small');
    tool.press({ x: 90, y: 5 });
    tool.release({ x: 90, y: 5 });
    expect(on.selected).toBeNull();
    expect(on.changes).toEqual([]);
  });

  it('leaves boxes of a locked class alone', () => {
    const on = host(open({ a: box(20, 20, 40, 40) }), [1]);
    drag(new BoxTool(on), [40, 30], [50, 35]);
    expect(on.labels.objects.get('a')).toEqual(box(20, 20, 40, 40));
    expect(on.labels.objects.size).toBe(2);
  });

  it('moves, duplicates and removes by keys', () => {
    const on = host(open({ a: box(0, 0, 10, 10) }));
    const tool = new BoxTool(on);
    expect(tool.key('Delete', none)).toBe(false);
    tool.key('.', none);
    tool.key('ArrowRight', shift);
    tool.key('ArrowLeft', none);
    expect(on.labels.objects.get('a')).toEqual(box(1, 0, 11, 10));
    tool.key('D', shift);
    expect(on.labels.objects.ofKind('box').map(([, value]) => value)).toEqual([box(1, 0, 11, 10), box(9, 8, 19, 18)]);
    tool.key('Delete', none);
    expect(on.labels.objects.ofKind('box').map(([id]) => id)).toEqual(['a']);
  });

  it('gives every change back by undo and again by redo', () => {
    const labels = open({ a: box(0, 0, 10, 10) });
    const on = host(labels);
    const tool = new BoxTool(on);
    drag(tool, [50, 20], [60, 30]);
    on.select('a');
    tool.key('Delete', none);
    const after = [...labels.objects.entries()];
    expect(labels.undo()!.kind).toBe('objects');
    labels.undo();
    expect([...labels.objects.entries()]).toEqual([['a', box(0, 0, 10, 10)]]);
    labels.redo();
    labels.redo();
    expect([...labels.objects.entries()]).toEqual(after);
    expect(labels.redo()).toBeNull();
  });

  it('goes round through boxes', () => {
    expect(neighbour(['a', 'b'], null, -1)).toBe('b');
    expect(neighbour(['a', 'b'], 'b', 1)).toBe('a');
    expect(neighbour([], 'b', 1)).toBeNull();
  });

  it('sets a point inside the image and drags it', () => {
    const labels = open();
    const on = host(labels);
    const tool = new PointTool(on);
    tool.press({ x: 30, y: 20 });
    tool.release();
    drag(tool, [31, 21], [400, 25]);
    expect(labels.objects.ofKind('point').map(([, value]) => value)).toEqual([{ kind: 'point', classIndex: 2, x: 100, y: 25 }]);
  });

  it('sets no point when the press turns into something else', () => {
    const labels = open();
    const tool = new PointTool(host(labels));
    tool.press({ x: 30, y: 20 });
    tool.cancel();
    tool.release();
    expect([labels.objects.size, labels.history.canUndo]).toEqual([0, false]);
  });
});

describe('pixels and objects', () => {
  it('share one history', () => {
    const labels = open();
    labels.paint([{ y: 0, x0: 0, x1: 3 }], 1, new Uint8Array(256).fill(1));
    labels.commit('brush');
    labels.changeObjects('box', [{ id: 'a', value: box(0, 0, 10, 10) }]);
    labels.undo();
    expect(labels.objects.size).toBe(0);
    expect(labels.counts[1]).toBe(3);
    labels.undo();
    expect(labels.counts[1]).toBe(0);
  });

  it('end as the studio has them when another tab was first', () => {
    const labels = open({ a: box(0, 0, 10, 10) });
    const mine = labels.changeObjects('box', [{ id: 'a', value: box(5, 5, 15, 15) }])!;
    const theirs = encodeChanges([{ id: 'a', value: null }, { id: 'b', value: box(1, 1, 2, 2) }]);
    const pixels = encodePatch([{ start: 0, length: 2, value: 1 }]);
    const missed = [
      { revision: 2, op: 'x', kind: 'objects' as const, patch: toBase64(theirs) },
      { revision: 3, op: 'y', kind: 'labelmap' as const, patch: toBase64(pixels) },
    ];
    reconcile(labels, { op: 'mine', revision: 4, kind: 'objects', patch: mine.patch, missed }, (op) => op === 'mine', []);
    expect(labels.objects.get('a')).toEqual(box(5, 5, 15, 15));
    expect(labels.objects.get('b')).toEqual(box(1, 1, 2, 2));
    expect(labels.counts[1]).toBe(2);
  });

  it('come back from their bytes', () => {
    const changes: ObjectChange[] = [{ id: 'a', value: { kind: 'remark', x: 1, y: 2, text: 'Rand läuft über', replyTo: null } }, { id: 'b', value: null }];
    expect(decodeChanges(encodeChanges(changes))).toEqual(changes);
  });
});

describe('tags', () => {
  it('that exclude each other take back what was said before', () => {
    const objects = new ObjectSet();
    objects.apply(say(objects, 'image', 1, 'present', true));
    objects.apply(say(objects, 'image', 3, 'absent', true));
    objects.apply(say(objects, 'series', 2, 'present', true));
    objects.apply(say(objects, 'image', 2, 'unsure', true));
    expect(answerOf(objects, 'image', 1)).toBeNull();
    expect(answerOf(objects, 'image', 2)).toBe('unsure');
    expect(answerOf(objects, 'image', 3)).toBe('absent');
    expect(answerOf(objects, 'series', 2)).toBe('present');
  });

  it('stand side by side where they may', () => {
    const objects = new ObjectSet();
    for (const index of [1, 2]) objects.apply(say(objects, 'image', index, 'present', false));
    expect([...objects.entries()].map(([id]) => id)).toEqual([tagName('image', 1), tagName('image', 2)]);
  });

  it('go through yes, unsure, nothing', () => {
    expect([null, 'present', 'unsure', 'absent'].map((each) => nextAnswer(each as null))).toEqual(['present', 'unsure', null, 'present']);
  });
});

describe('remarks', () => {
  it('are numbered in the order of their pins, answers below them', () => {
    const remark = (id: string, replyTo: string | null) => ({ id, x: 0, y: 0, text: id, replyTo, author: '', initials: '', createdAt: id, isOwn: false });
    const threads = threadsOf([remark('1', null), remark('2', '1'), remark('3', null), remark('4', 'gone')]);
    expect(threads.map(({ number, root, answers }) => [number, root.id, answers.map((each) => each.id)])).toEqual([[1, '1', ['2']], [2, '3', []], [3, '4', []]]);
  });
});
