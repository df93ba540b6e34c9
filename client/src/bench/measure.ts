import { capsuleSpans } from '../canvas/capsule';
import { KeyBindings } from '../workbench/keyBindings';
import { Saving } from '../workbench/saving';
import { Settings } from '../workbench/settings';
import { Workbench } from '../workbench/workbench';
import { frame, frames, spread, type Spread } from './frames';

export interface MeasureOptions {
  readonly project: string;
  /** Two images of one kind that follow each other in the project's queue. */
  readonly imageIds: readonly [string, string];
  /** The viewer in CSS pixels. */
  readonly width: number;
  readonly height: number;
}

/** Milliseconds, each until the page's thread has painted and is free again. */
export interface Measured {
  /** From asking for an image, of which nothing is held, until it is painted. */
  readonly open: Spread;
  /** The same for the neighbour in the queue, which has been fetched ahead. */
  readonly openPrefetched: Spread;
  readonly windowLevel: Spread;
  readonly pan: Spread;
  /** One segment of a brush of radius 60: painting the labels and drawing what changed. */
  readonly brushSegment: Spread;
  readonly undo: Spread;
}

const RADIUS = 60;
const OPENINGS = 7;
const FRAMES = 60;
const SEGMENTS = 40;

/** Times the whole labelling page, with the calls that its pointer and keys make. Nothing is stored. */
export async function measure(options: MeasureOptions): Promise<Measured> {
  const open: number[] = [];
  for (let i = 0; i < OPENINGS; i++) {
    await withWorkbench(options, async (bench) => {
      open.push(await opening(bench, options.imageIds[0]));
    });
  }
  return withWorkbench(options, async (bench) => {
    await bench.open(options.imageIds[0]);
    await bench.flow.load();
    const openPrefetched: number[] = [];
    for (let i = 0; i < OPENINGS; i++) {
      const next = options.imageIds[(i + 1) % 2];
      await held(bench, next);
      openPrefetched.push(await opening(bench, next));
    }
    return {
      open: spread(open), openPrefetched: spread(openPrefetched),
      windowLevel: spread(await windowLevelFrames(bench)), pan: spread(await panFrames(bench)), ...(await strokes(bench)),
    };
  });
}

/** A labelling page of its own above everything else, with a viewer of the wanted size. */
async function withWorkbench<T>({ project, width, height }: MeasureOptions, work: (bench: Workbench) => Promise<T>): Promise<T> {
  const bench = new Workbench({ project, queue: '', author: '' }, new Settings(null, ''), await Saving.open(''), new KeyBindings(null, ''));
  const { element: viewer } = bench.display.viewer;
  bench.element.style.cssText = 'position:fixed;inset:0;z-index:9999';
  document.body.append(bench.element);
  viewer.style.cssText = `position:fixed;left:0;top:0;width:${width}px;height:${height}px`;
  bench.display.viewer.resize();
  try {
    return await work(bench);
  } finally {
    bench.dispose();
  }
}

async function opening(bench: Workbench, imageId: string): Promise<number> {
  const started = performance.now();
  await bench.open(imageId);
  await frame(() => {});
  return performance.now() - started;
}

/** Waits until an image has been fetched ahead, and the page has been at rest for a moment. */
async function held(bench: Workbench, imageId: string): Promise<void> {
  while (!bench.images.peek(imageId)) await pause(20);
  await pause(200);
}

async function windowLevelFrames(bench: Workbench): Promise<number[]> {
  const { display } = bench;
  const drag = (i: number): void => {
    display.dragWindow(i % 2 === 0 ? 3 : -2, 1);
    bench.refresh();
  };
  const fitted = await frames(FRAMES, drag);
  display.viewer.engine.oneToOne();
  await frame(() => {});
  return [...fitted, ...(await frames(FRAMES, drag))];
}

/** At 1:1, and where the image is shrunk and mixed and fills the viewer. */
async function panFrames(bench: Workbench): Promise<number[]> {
  const { engine } = bench.display.viewer;
  const drag = (i: number): void => engine.pan(i % 8 < 4 ? 9 : -9, i % 4 < 2 ? 7 : -7);
  engine.oneToOne();
  const large = await frames(FRAMES, drag);
  engine.zoom(0.7);
  await frame(() => {});
  return [...large, ...(await frames(FRAMES, drag))];
}

async function strokes(bench: Workbench): Promise<Pick<Measured, 'brushSegment' | 'undo'>> {
  const { engine } = bench.display.viewer;
  const { labels } = bench.image!;
  const anywhere = new Uint8Array(256).fill(1);
  engine.fit();
  await frame(() => {});
  const step = Math.max(1, Math.floor((labels.columns - 4 * RADIUS) / SEGMENTS));
  const brushSegment = await frames(SEGMENTS, (i) => {
    const from = { x: 2 * RADIUS + i * step, y: labels.rows / 2 };
    const spans = capsuleSpans(from, { x: from.x + 20, y: from.y + 10 }, RADIUS, labels);
    engine.invalidate(labels.paint(spans, 1 + (i % 2), anywhere));
    labels.commit('brush');
  });
  const undo = await frames(SEGMENTS, () => {
    engine.invalidate(labels.undo()?.touched ?? null);
    bench.refresh();
  });
  return { brushSegment: spread(brushSegment), undo: spread(undo) };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

export { measureMap } from './map';
export { scrollSeries } from './scroll';
