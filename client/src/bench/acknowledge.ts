import { getImage, getAnnotation, postOperation } from '../api';
import { capsuleSpans } from '../canvas/capsule';
import { LabelDocument, type Change } from '../canvas/document';
import { newOp } from '../durability/entry';
import { Outbox } from '../durability/outbox';
import { openStore } from '../durability/stores';
import { exclusively } from '../durability/tabs';

const RADIUS = 60;

/**
 * Milliseconds from the end of each stroke until the studio has acknowledged it, through the outbox on the disk.
 * Every second operation takes the stroke before it back, so the labels end as they were.
 */
export async function acknowledgeTimes(imageId: string, strokes: number): Promise<number[]> {
  const info = await getImage(imageId);
  const map = await getAnnotation(info.annotationUrl);
  const labels = new LabelDocument(imageId, info.rows, info.columns, map.labels, map.revision);
  const outbox = new Outbox({
    store: await openStore(),
    send: (entry, base) => postOperation({ ...entry, base, change: 'labelmap' }),
    author: () => 'benchmark',
    exclusively,
    later: (work, milliseconds) => setTimeout(work, milliseconds),
  });
  const times: number[] = [];
  const send = async (change: Change): Promise<void> => {
    const op = newOp();
    const { promise, resolve } = Promise.withResolvers<void>();
    outbox.onAcknowledged = ({ entry }) => {
      if (entry.op === op) resolve();
    };
    const started = performance.now();
    await outbox.add({
      kind: 'operation', op, imageId, imageName: info.name, author: 'benchmark', rows: info.rows, columns: info.columns,
      base: labels.revision, tool: change.tool, patch: change.patch, reason: '', seconds: 0,
    });
    await promise;
    times.push(performance.now() - started);
  };
  const anywhere = new Uint8Array(256).fill(1);
  const value = info.classes.find((each) => each.index > 0)?.index ?? 1;
  const from = { x: info.columns / 3, y: info.rows / 2 };
  for (let i = 0; i < strokes; i++) {
    labels.paint(capsuleSpans(from, { x: from.x + 40 + i, y: from.y + 10 }, RADIUS, labels), value, anywhere);
    const drawn = labels.commit('brush');
    if (!drawn) continue;
    await send(drawn);
    await send(labels.undo()!);
  }
  return times;
}
