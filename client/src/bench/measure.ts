import { getImage, getAnnotation, getPixels } from '../api';
import { capsuleSpans } from '../canvas/capsule';
import { LabelDocument } from '../canvas/document';
import { Engine } from '../canvas/engine';
import { Samples } from '../canvas/image';
import { acknowledgeTimes } from './acknowledge';
import { autoWindow } from '../workbench/windows';

export interface MeasureOptions {
  readonly imageId: string;
  /** Canvas in CSS pixels. */
  readonly width?: number;
  readonly height?: number;
  readonly repeats?: number;
  /** Strokes to send to the studio and take back; 0 (the usual) changes nothing there. */
  readonly strokes?: number;
}

/** Medians in milliseconds. */
export interface Measured {
  /** From the first request to the first finished frame. */
  readonly openMs: number;
  readonly windowLevelMs: number;
  /** One segment of a brush of radius 60: painting and drawing the frame. */
  readonly brushSegmentMs: number;
  readonly undoMs: number;
  /** From the end of a stroke to the studio's answer; null when no stroke was sent. */
  readonly acknowledgedMs: number | null;
}

const RADIUS = 60;

/** Times the labelling canvas with the calls the workbench makes. */
export async function measure(options: MeasureOptions): Promise<Measured> {
  const { imageId, width = 1188, height = 730, repeats = 31, strokes: sent = 0 } = options;
  const canvas = document.createElement('canvas');
  canvas.style.cssText = `position:fixed;inset:0 auto auto 0;width:${width}px;height:${height}px;z-index:9999`;
  document.body.append(canvas);
  const engine = new Engine(canvas);
  engine.resize({ width, height }, devicePixelRatio || 1);
  try {
    const opens: number[] = [];
    let labels!: LabelDocument;
    for (let i = 0; i < Math.min(repeats, 5); i++) {
      const started = performance.now();
      labels = await open(engine, imageId);
      opens.push(performance.now() - started);
    }
    const info = await getImage(imageId);
    const windowLevelMs = timed(repeats, (i) => {
      const { center, width } = autoWindow(info);
      engine.setWindow({ center, width: width + i + 1 }, false);
      engine.draw();
    });
    const drawn = strokes(engine, labels, repeats);
    const acknowledgedMs = sent > 0 ? median(await acknowledgeTimes(imageId, sent)) : null;
    return { openMs: median(opens), windowLevelMs, ...drawn, acknowledgedMs };
  } finally {
    engine.dispose();
    canvas.remove();
  }
}

async function open(engine: Engine, imageId: string): Promise<LabelDocument> {
  const info = await getImage(imageId);
  const [pixels, map] = await Promise.all([getPixels(info.pixelsUrl), getAnnotation(info.annotationUrl)]);
  const labels = new LabelDocument(imageId, info.rows, info.columns, map.labels, map.revision);
  engine.open(new Samples(info, pixels), labels, info.classes, autoWindow(info), false);
  engine.draw();
  return labels;
}

function strokes(engine: Engine, labels: LabelDocument, repeats: number): Pick<Measured, 'brushSegmentMs' | 'undoMs'> {
  const anywhere = new Uint8Array(256).fill(1);
  const step = Math.max(1, Math.floor((labels.columns - 4 * RADIUS) / repeats));
  const y = labels.rows / 2;
  const brushSegmentMs = timed(repeats, (i) => {
    const x = 2 * RADIUS + i * step;
    const spans = capsuleSpans({ x, y }, { x: x + 20, y: y + 10 }, RADIUS, labels);
    engine.invalidate(labels.paint(spans, 1 + (i % 2), anywhere));
    engine.draw();
    labels.commit('brush');
  });
  const undoMs = timed(repeats, () => {
    engine.invalidate(labels.undo()?.touched ?? null);
    engine.draw();
  });
  return { brushSegmentMs, undoMs };
}

function timed(repeats: number, work: (i: number) => void): number {
  const times = Array.from({ length: repeats }, (_, i) => {
    const started = performance.now();
    work(i);
    return performance.now() - started;
  });
  return median(times);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

export { scrollSeries } from './scroll';
