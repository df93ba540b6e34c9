import { LabelDocument } from '../src/canvas/document';
import { Samples, type ImageFormat } from '../src/canvas/image';
import type { GreyRange } from '../src/tools/greyRange';
import { DEFAULT_OPTIONS, type ToolOptions } from '../src/tools/options';
import type { Outline, Preview, ToolHost, ToolName } from '../src/tools/tool';
import type { Rect } from '../src/patch';

export const GREY: ImageFormat = {
  rows: 0, columns: 0, samplesPerPixel: 1, bytesPerSample: 1, bitsStored: 8, isSigned: false, photometric: 'MONOCHROME2', rescaleSlope: 1, rescaleIntercept: 0,
};

/** An 8-bit grey image from rows of values. */
export function grey(rows: readonly (readonly number[])[]): Samples {
  return new Samples({ ...GREY, rows: rows.length, columns: rows[0].length }, Uint8Array.from(rows.flat()).buffer);
}

/** A workbench as the tools see it; frames come when the test says so. */
export class DrawingHost implements ToolHost {
  readonly labels: LabelDocument;
  brushSize = 1;
  activeClass = 1;
  classIndices: readonly number[] = [1, 2, 3];
  shapeIsEllipse = false;
  options: ToolOptions = DEFAULT_OPTIONS;
  fixedRange: GreyRange = { low: 0, high: 255 };
  tolerance = 10;
  greySpan = 255;
  zoomFactor = 1;
  locked: number[] = [];
  said: string[] = [];
  shown: Preview | null = null;
  outline: Outline | null = null;
  range: GreyRange | null = null;
  strokes: string[] = [];
  private frames: (() => void)[] = [];

  constructor(readonly samples: Samples, labels = new Uint8Array(samples.format.rows * samples.format.columns)) {
    this.labels = new LabelDocument('a', samples.format.rows, samples.format.columns, labels, 1);
  }

  get visible(): Rect {
    return this.labels.bounds;
  }

  /** What is drawn, as digits; . for no class. */
  get picture(): string[] {
    const { rows, columns, labels } = this.labels;
    return Array.from({ length: rows }, (_, y) => [...labels.subarray(y * columns, (y + 1) * columns)].map((value) => value || '.').join(''));
  }

  replaceable(onlyActive: boolean): Uint8Array {
    const table = new Uint8Array(256).fill(onlyActive ? 0 : 1);
    if (onlyActive) table[this.activeClass] = 1;
    for (const index of this.locked) table[index] = 0;
    return table;
  }

  mayDraw(): boolean {
    return !this.locked.includes(this.activeClass);
  }

  changed(): void {}

  strokeBegan(tool: ToolName): void {
    this.strokes.push(`${tool} began`);
  }

  strokeEnded(tool: ToolName): void {
    this.strokes.push(`${tool} ended`);
    this.labels.commit(tool);
  }

  strokeDropped(): void {
    this.strokes.push('dropped');
    this.labels.discard();
  }

  sketch(outline: Outline | null): void {
    this.outline = outline;
  }

  preview(preview: Preview | null): void {
    this.shown = preview && { ...preview, mask: preview.mask.slice() };
  }

  setTolerance(tolerance: number): void {
    this.tolerance = tolerance;
  }

  rangeUsed(range: GreyRange): void {
    this.range = range;
  }

  say(text: string): void {
    this.said.push(text);
  }

  nextFrame(work: () => void): () => void {
    this.frames.push(work);
    return () => (this.frames = this.frames.filter((each) => each !== work));
  }

  /** Runs the frames that are asked for, as many as come. Returns how many. */
  runFrames(): number {
    let count = 0;
    for (let work = this.frames.shift(); work; work = this.frames.shift()) {
      work();
      count++;
    }
    return count;
  }
}

export const PLAIN = { shift: false, alt: false };
export const ALT = { shift: false, alt: true };
export const SHIFT = { shift: true, alt: false };
