import { afterEach, describe, expect, it, vi } from 'vitest';
import { encodePatch } from '../src/patch';
import type { NewEntry } from '../src/durability/entry';
import { Images, type PendingChanges } from '../src/workbench/images';
import { annotationAnswer } from './answers';

const info = (imageId: string, rows: number, columns: number, revision: number) => ({
  imageId, name: imageId, rows, columns, samplesPerPixel: 1, bytesPerSample: 1, bitsStored: 8, isSigned: false, photometric: 'MONOCHROME2',
  rescaleSlope: 1, rescaleIntercept: 0, pixelsUrl: `/pixels/${imageId}`, annotationUrl: `/labels/${imageId}`, revision,
});

/** Two images of different size and the labels the studio holds for them. */
function studio(labels: Record<string, number[]>, revision = 5) {
  const sizes: Record<string, [number, number]> = { a: [2, 2], b: [1, 3] };
  const requests: string[] = [];
  vi.stubGlobal('fetch', (url: string) => {
    requests.push(url);
    const imageId = /(?:images|pixels|labels)\/(\w+)/.exec(url)![1];
    const [rows, columns] = sizes[imageId];
    if (url.startsWith('/pixels')) return Promise.resolve(new Response(new Uint8Array(rows * columns)));
    if (url.startsWith('/labels')) return Promise.resolve(annotationAnswer(labels[imageId], { revision }));
    return Promise.resolve(Response.json(info(imageId, rows, columns, revision)));
  });
  return requests;
}

function waiting(entries: Partial<NewEntry>[], acknowledged: Record<string, number> = {}): PendingChanges {
  return {
    pendingFor: (imageId) => Promise.resolve(entries.filter((entry) => entry.imageId === imageId) as NewEntry[]),
    acknowledgedAs: (op) => acknowledged[op],
  };
}

const stroke = (imageId: string, rows: number, columns: number, start: number, value: number, op = 'op'): Partial<NewEntry> =>
  ({ kind: 'operation', op, imageId, rows, columns, patch: encodePatch([{ start, length: 1, value }]) });

afterEach(() => vi.unstubAllGlobals());

describe('opening an image', () => {
  it('shows the labels of the studio with what is still on its way on top', async () => {
    studio({ a: [1, 0, 0, 0] });
    const images = new Images(waiting([stroke('a', 2, 2, 3, 2)]));
    const { labels } = await images.get('a');
    expect([...labels.labels]).toEqual([1, 0, 0, 2]);
    expect(labels.revision).toBe(5);
  });

  it('never lets a stroke of one image into another', async () => {
    studio({ a: [0, 0, 0, 0], b: [0, 0, 0] });
    const images = new Images(waiting([stroke('a', 2, 2, 1, 1), stroke('b', 1, 3, 2, 2)]));
    const [a, b] = await Promise.all([images.get('a'), images.get('b')]);
    expect([...a.labels.labels]).toEqual([0, 1, 0, 0]);
    expect([...b.labels.labels]).toEqual([0, 0, 2]);
    expect(a.labels.history).not.toBe(b.labels.history);
  });

  it('leaves out a stroke that was drawn on another size', async () => {
    studio({ b: [0, 0, 0] });
    const images = new Images(waiting([stroke('b', 2, 2, 1, 1)]));
    expect([...(await images.get('b')).labels.labels]).toEqual([0, 0, 0]);
  });

  it('does not repeat a stroke that the labels already hold', async () => {
    studio({ a: [0, 0, 0, 0] }, 5);
    const images = new Images(waiting([stroke('a', 2, 2, 0, 1, 'old'), stroke('a', 2, 2, 1, 1, 'new')], { old: 4, new: 6 }));
    expect([...(await images.get('a')).labels.labels]).toEqual([0, 1, 0, 0]);
  });

  it('refuses labels that do not have the size of the image', async () => {
    studio({ a: [0, 0, 0] });
    await expect(new Images(waiting([])).get('a')).rejects.toThrow('do not have the size');
  });

  it('asks once for an image that is wanted twice, and holds it', async () => {
    const requests = studio({ a: [0, 0, 0, 0] });
    const images = new Images(waiting([]));
    const [one, two] = await Promise.all([images.get('a'), images.get('a')]);
    expect(one).toBe(two);
    expect(await images.get('a')).toBe(one);
    expect(requests).toHaveLength(3);
  });

  it('lets the oldest go when the room is used up, and remembers what can be undone', async () => {
    studio({ a: [0, 0, 0, 0], b: [0, 0, 0] });
    const images = new Images(waiting([]), 1);
    const first = await images.get('a');
    await images.get('b');
    expect(images.peek('a')).toBeUndefined();
    expect((await images.get('a')).labels.history).toBe(first.labels.history);
  });

  it('fetches newer labels, but not under unsent changes', async () => {
    studio({ a: [0, 0, 0, 0] }, 5);
    const entries: Partial<NewEntry>[] = [];
    const images = new Images(waiting(entries));
    await images.get('a');
    studio({ a: [3, 3, 3, 3] }, 6);
    entries.push(stroke('a', 2, 2, 0, 1));
    expect(await images.refresh('a')).toBeNull();
    entries.length = 0;
    expect([...(await images.refresh('a'))!.labels.labels]).toEqual([3, 3, 3, 3]);
  });
});
