import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ImageInfo, SeriesInfo } from '../src/api';
import { Images, type Picture } from '../src/workbench/images';
import { Series, sliceText } from '../src/workbench/series';
import { SliceScroll, type ScrollPorts } from '../src/workbench/sliceScroll';
import { WheelSteps } from '../src/workbench/wheelSteps';
import { annotationAnswer } from './answers';

const facts = (count: number): SeriesInfo => ({
  id: '9', name: 'Thorax', index: 0, count, sliceSpacingMm: 1, orientation: 'axial', findings: [],
  slices: Array.from({ length: count }, (_, i) => `s${i}`),
});

describe('a series', () => {
  it('knows the place of its slices and stays inside', () => {
    const series = new Series(facts(100));
    expect([series.indexOf('s57'), series.indexOf('other'), series.clamp(-3), series.clamp(100)]).toEqual([57, -1, 0, 99]);
  });

  it('asks once for the facts of many slices and gives each its place', async () => {
    const fetch = vi.fn((_: string, first: number, count: number) =>
      Promise.resolve(Array.from({ length: Math.min(count, 100 - first) }, (__, i) => ({ imageId: `s${first + i}` }) as ImageInfo)));
    const series = new Series(facts(100), fetch);
    const infos = await Promise.all([0, 63, 64, 99].map((index) => series.infoAt(index)));
    expect(infos.map((info) => [info.imageId, info.series!.index])).toEqual([['s0', 0], ['s63', 63], ['s64', 64], ['s99', 99]]);
    expect(fetch.mock.calls).toEqual([['9', 0, 64], ['9', 64, 64]]);
  });

  it('refuses a slice that is not the expected image, and asks again after a failure', async () => {
    const fetch = vi.fn().mockRejectedValueOnce(new Error('gone')).mockResolvedValue([{ imageId: 'other' }]);
    const series = new Series(facts(2), fetch);
    await expect(series.infoAt(0)).rejects.toThrow('gone');
    await expect(series.infoAt(0)).rejects.toThrow('has changed');
  });

  it('says where a slice lies', () => {
    expect(sliceText(facts(182), 56, 182)).toBe('Slice 57/182 · 1.0 mm · axial');
    expect(sliceText({ ...facts(9), sliceSpacingMm: 0.625, orientation: null }, 0, 9)).toBe('Slice 1/9 · 0.63 mm');
    expect(sliceText({ ...facts(9), sliceSpacingMm: null, orientation: null }, 8, 9)).toBe('Slice 9/9');
  });
});

describe('the wheel', () => {
  it('moves one slice per notch in either direction', () => {
    const wheel = new WheelSteps();
    expect([100, 120, -100, 240, -53].map((delta) => wheel.add(delta))).toEqual([1, 1, -1, 2, -1]);
  });

  it('gathers the small movements of a touchpad and forgets them when it turns round', () => {
    const wheel = new WheelSteps();
    expect([15, 15, 15, 30, -30, -15].map((delta) => wheel.add(delta))).toEqual([0, 0, 1, 0, 0, -1]);
  });
});

/** Pictures that arrive when the test says so. */
function scrolling(count: number, room = 40) {
  const waiting = new Map<string, { arrive: () => void; fail: (error: Error) => void }>();
  const held = new Set<string>();
  const asked: string[] = [];
  const log: string[] = [];
  const ports: ScrollPorts = {
    picture: (imageId) => {
      if (held.has(imageId)) return Promise.resolve({ info: { imageId } } as Picture);
      asked.push(imageId);
      return new Promise((resolve, reject) => waiting.set(imageId, {
        arrive: () => {
          held.add(imageId);
          resolve({ info: { imageId } } as Picture);
        },
        fail: reject,
      }));
    },
    held: (imageId) => held.has(imageId),
    moved: () => log.push('moved'),
    show: ({ info }) => log.push(`show ${info.imageId}`),
    settled: (imageId) => log.push(`settled ${imageId}`),
    failed: (imageId) => log.push(`failed ${imageId}`),
  };
  const scroll = new SliceScroll(ports);
  scroll.enter(new Series(facts(count)), 0, room);
  const tick = () => vi.advanceTimersByTimeAsync(0);
  return { scroll, waiting, held, asked, log, tick };
}

describe('scrolling', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('loads the newest wish and not what was passed over', async () => {
    const { scroll, waiting, asked, log, tick } = scrolling(100, 0);
    for (const index of [1, 2, 3, 50]) scroll.go(index);
    expect(scroll.behind).toBe(true);
    await tick();
    waiting.get('s1')!.arrive();
    await tick();
    waiting.get('s50')!.arrive();
    await tick();
    expect(asked).toEqual(['s1', 's50']);
    expect(log.filter((line) => line.startsWith('show'))).toEqual(['show s1', 'show s50']);
    expect(scroll.behind).toBe(false);
  });

  it('settles only on the slice where it stops', async () => {
    const { scroll, held, log } = scrolling(100);
    for (const index of [1, 2, 3]) held.add(`s${index}`);
    for (const index of [1, 2, 3]) {
      scroll.go(index);
      await vi.advanceTimersByTimeAsync(40);
    }
    await vi.advanceTimersByTimeAsync(100);
    expect(log.filter((line) => line.startsWith('settled'))).toEqual(['settled s3']);
  });

  it('fetches ahead in its direction, four at a time, and never more than there is room for', async () => {
    const { scroll, waiting, held, asked, tick } = scrolling(100, 6);
    expect(asked).toEqual(['s1', 's2']);
    held.add('s60').add('s59');
    scroll.go(60);
    scroll.go(59);
    await tick();
    for (const each of ['s1', 's2']) waiting.get(each)!.arrive();
    await tick();
    for (let i = 0; i < 10; i++) {
      for (const { arrive } of waiting.values()) arrive();
      await tick();
    }
    expect(asked.slice(2).toSorted()).toEqual(['s57', 's58', 's61', 's62', 's63']);
  });

  it('tells a failure once, stays where it is and can be asked again', async () => {
    const { scroll, waiting, log, tick } = scrolling(100, 0);
    scroll.go(5);
    await tick();
    waiting.get('s5')!.fail(new Error('gone'));
    await tick();
    expect(log).toEqual(['moved', 'failed s5']);
    scroll.go(5);
    await tick();
    waiting.get('s5')!.arrive();
    await tick();
    expect(log.at(-1)).toBe('show s5');
  });

  it('shows nothing of a series that was left', async () => {
    const { scroll, waiting, log, tick } = scrolling(100, 0);
    scroll.go(5);
    await tick();
    scroll.enter(null);
    waiting.get('s5')!.arrive();
    await vi.advanceTimersByTimeAsync(200);
    expect(log).toEqual(['moved']);
  });
});

describe('pictures without labels', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('cost no request for labels, and give theirs to the image that is opened later', async () => {
    const requests: string[] = [];
    vi.stubGlobal('fetch', (url: string) => {
      requests.push(url);
      return Promise.resolve(url.startsWith('/labels') ? annotationAnswer([0, 0, 0, 0]) : new Response(new Uint8Array(4)));
    });
    const info = (imageId: string) => ({
      imageId, rows: 2, columns: 2, samplesPerPixel: 1, bytesPerSample: 1, pixelsUrl: `/pixels/${imageId}`, annotationUrl: `/labels/${imageId}`,
    }) as unknown as ImageInfo;
    const images = new Images({ pendingFor: () => Promise.resolve([]), acknowledgedAs: () => undefined });
    images.infoOf = (imageId) => Promise.resolve(info(imageId));
    const picture = await images.picture('a');
    expect(requests).toEqual(['/pixels/a']);
    expect(images.peek('a')).toBeUndefined();
    const opened = await images.get('a');
    expect(requests).toEqual(['/pixels/a', '/labels/a']);
    expect(opened.samples).toBe(picture.samples);
  });

  it('never drive out the one that is shown', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(new Uint8Array(4))));
    const images = new Images({ pendingFor: () => Promise.resolve([]), acknowledgedAs: () => undefined }, 9);
    images.infoOf = (imageId) => Promise.resolve({
      imageId, rows: 2, columns: 2, samplesPerPixel: 1, bytesPerSample: 1, pixelsUrl: '/p', annotationUrl: '/l',
    } as unknown as ImageInfo);
    const first = await images.picture('a');
    images.shown = 'a';
    for (const imageId of ['b', 'c', 'd']) await images.picture(imageId);
    expect(images.peekPicture('a')).toBe(first);
    expect(['b', 'c', 'd'].filter((imageId) => images.peekPicture(imageId))).toEqual(['d']);
    expect(images.roomFor(first.samples)).toBe(1);
  });
});
