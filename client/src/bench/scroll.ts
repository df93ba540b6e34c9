import { Engine } from '../canvas/engine';
import { Images } from '../workbench/images';
import { Slices } from '../workbench/slices';
import { autoWindow } from '../workbench/windows';

export interface ScrollOptions {
  /** Any slice of the series. */
  readonly imageId: string;
  /** Canvas in CSS pixels. */
  readonly width?: number;
  readonly height?: number;
}

export interface Scrolled {
  readonly slices: number;
  readonly slicesPerSecond: number;
  /** The longest time from wishing for a slice to its finished frame. */
  readonly longestMs: number;
}

/**
 * Scrolls through a whole series, each slice as soon as the one before is drawn, with the calls the workbench makes.
 * No pixels are held when it begins, so fetching is part of the time.
 */
export async function scrollSeries({ imageId, width = 1188, height = 730 }: ScrollOptions): Promise<Scrolled> {
  const canvas = document.createElement('canvas');
  canvas.style.cssText = `position:fixed;inset:0 auto auto 0;width:${width}px;height:${height}px;z-index:9999`;
  document.body.append(canvas);
  const engine = new Engine(canvas);
  engine.resize({ width, height }, devicePixelRatio || 1);
  const images = new Images({ pendingFor: () => Promise.resolve([]), acknowledgedAs: () => undefined });
  let shown: (imageId: string) => void = () => {};
  let failed: (error: unknown) => void = () => {};
  let window = { center: 0, width: 1 };
  const slices = new Slices(images, {
    moved: () => {},
    settled: () => {},
    failed: (_, error) => failed(error),
    show: (image) => {
      engine.exchange(image.samples, image.labels, window, false);
      engine.draw();
      shown(image.info.imageId);
    },
  });
  const go = (index: number): Promise<void> => new Promise((resolve, reject) => {
    const wanted = slices.current!.slices[index];
    shown = (id) => id === wanted && resolve();
    failed = reject;
    slices.go(index);
  });
  try {
    const opened = await images.get(imageId);
    window = autoWindow(opened.info);
    engine.open(opened.samples, opened.labels, opened.info.classes, window, false);
    slices.enter(opened);
    const { count } = slices;
    if (opened.info.series!.index !== 0) await go(0);
    const times: number[] = [];
    const started = performance.now();
    for (let index = 1; index < count; index++) {
      const wished = performance.now();
      await go(index);
      times.push(performance.now() - wished);
    }
    const seconds = (performance.now() - started) / 1000;
    return { slices: count, slicesPerSecond: (count - 1) / seconds, longestMs: Math.max(...times) };
  } finally {
    slices.dispose();
    engine.dispose();
    canvas.remove();
  }
}
