import type { LabelDocument } from '../canvas/document';
import { crop, extentOf } from '../morphology/bitmap';
import { ShapeInterpolation, type Placed } from '../morphology/interpolate';
import { union, type Rect } from '../patch';
import type { Images, OpenImage } from './images';
import type { Workbench } from './workbench';

/** Slices looked at on each side for the nearest labelled one. */
const FARTHEST = 100;
/** Slices fetched at once while looking. */
const AT_ONCE = 4;

interface Copied extends Placed {
  readonly classIndex: number;
}

interface Clip {
  readonly rows: number;
  readonly columns: number;
  readonly layers: readonly Copied[];
}

interface LabelledSlice {
  readonly index: number;
  readonly image: OpenImage;
}

/** Labels from slice to slice: copy, paste, and what lies between two labelled slices. */
export class SliceLabels {
  private clip: Clip | null = null;
  private busy = false;

  constructor(private readonly bench: Workbench, private readonly images: Images) {}

  copy(): void {
    const clip = this.take();
    if (!clip) return;
    this.clip = clip;
    this.bench.say(`${this.words(clip)} copied. Ctrl V pastes on this slice or image.`);
  }

  paste(): void {
    const { bench, clip } = this;
    if (!bench.image || !bench.drawing.mayChange(false)) return;
    if (!clip) bench.say('Nothing has been copied yet. Ctrl C copies the labels of this image.');
    else this.lay(clip, bench.image, 'paste', `${this.words(clip)} pasted.`);
  }

  /** Lays the labels of this slice on the next or previous one and goes there. */
  async copyTo(direction: 1 | -1): Promise<void> {
    const { bench } = this;
    const { slices, image } = bench;
    const series = slices.current;
    const from = image ? slices.indexOf(image.info.imageId) : -1;
    if (!series || from < 0) return;
    const target = series.slices[from + direction];
    if (target === undefined) {
      bench.say(direction > 0 ? 'This is the last slice.' : 'This is the first slice.');
      return;
    }
    const clip = this.take();
    if (!clip) return;
    await this.quietly(async () => {
      const other = await this.images.get(target);
      const laid = this.lay(clip, other, 'copy-slice', `${this.words(clip)} copied to slice ${from + direction + 1}.`);
      if (laid && bench.image === image) slices.go(from + direction);
    });
  }

  /** Fills the active class on the slices between this one, or the nearest labelled ones, and its labelled neighbours. */
  async interpolate(): Promise<void> {
    const { bench } = this;
    const { slices, image, settings } = bench;
    const series = slices.current;
    const here = image ? slices.indexOf(image.info.imageId) : -1;
    if (!series || here < 0 || !bench.drawing.mayChange(true)) return;
    const { activeClass } = settings.now;
    const name = this.nameOf(activeClass);
    if (activeClass === 0) {
      bench.say('Choose a class first. Background is not interpolated.');
      return;
    }
    bench.drawing.finish();
    await this.quietly(async () => {
      const [before, after] = await Promise.all([this.nearest(here, -1, activeClass), this.nearest(here, 1, activeClass)]);
      const gaps = has(image!.labels, activeClass)
        ? [[before, { index: here, image: image! }], [{ index: here, image: image! }, after]]
        : [[before, after]];
      const filled: string[] = [];
      for (const [from, to] of gaps) {
        if (!from || !to || to.index - from.index < 2) continue;
        const count = await this.fillBetween(from, to, activeClass);
        if (count === null) return;
        filled.push(`${count} ${count === 1 ? 'slice' : 'slices'} between ${from.index + 1} and ${to.index + 1}`);
      }
      bench.say(filled.length > 0 ? `${name} filled on ${filled.join(' and on ')}.`
        : `Nothing to fill between: label ${name} on a slice before and one after, with empty slices between them.`);
    });
  }

  /** How many slices got something; null, after a word, when a slice does not fit. */
  private async fillBetween(from: LabelledSlice, to: LabelledSlice, classIndex: number): Promise<number | null> {
    const { bench } = this;
    const { rows, columns } = from.image.labels;
    const series = bench.slices.current!;
    const between: OpenImage[] = [];
    for (let index = from.index + 1; index < to.index; index++) between.push(await this.images.get(series.slices[index]));
    const odd = [...between, to.image].findIndex(({ labels }) => labels.rows !== rows || labels.columns !== columns);
    if (odd >= 0) {
      bench.say(`Slice ${from.index + odd + 2} has another size than slice ${from.index + 1}. Nothing was filled.`);
      return null;
    }
    if (between.some(({ info }) => !info.canEdit)) {
      bench.say('You cannot change the labels of a slice in between. Nothing was filled.');
      return null;
    }
    const spacing = from.image.info.spacingMm ?? [1, 1];
    const shapes = new ShapeInterpolation(bitmapOf(from.image.labels, classIndex), bitmapOf(to.image.labels, classIndex), { x: spacing[1], y: spacing[0] });
    let count = 0;
    between.forEach((image, k) => {
      const placed = shapes.at((k + 1) / (to.index - from.index));
      if (placed && this.paint(image, 'interpolate', [{ ...placed, classIndex }])) count++;
    });
    return count;
  }

  /** The nearest slice in a direction that has the class. */
  private async nearest(here: number, direction: 1 | -1, classIndex: number): Promise<LabelledSlice | null> {
    const { slices } = this.bench.slices.current!;
    const places = Array.from({ length: FARTHEST }, (_, i) => here + direction * (i + 1)).filter((index) => slices[index] !== undefined);
    for (let first = 0; first < places.length; first += AT_ONCE) {
      const some = places.slice(first, first + AT_ONCE);
      // Pictures are not needed for that: many slices may lie between.
      const labels = await Promise.all(some.map((index) => this.images.labels(slices[index])));
      const found = labels.findIndex((each) => has(each, classIndex));
      if (found >= 0) return { index: some[found], image: await this.images.get(slices[some[found]]) };
    }
    return null;
  }

  /** What Ctrl C takes from the open image; null, after a word, when there is nothing to take. */
  private take(): Clip | null {
    const { bench } = this;
    const { image, settings, drawing } = bench;
    if (!image || !drawing.enabled) {
      bench.say('The labels are still loading. Try again in a moment.');
      return null;
    }
    drawing.finish();
    const { activeClass, options } = settings.now;
    const wanted = options.copy === 'active' ? [activeClass] : bench.classes.map((each) => each.index);
    const layers = wanted.filter((index) => index > 0 && has(image.labels, index)).map((index) => layerOf(image.labels, index));
    const { rows, columns } = image.labels;
    if (layers.length > 0) return { rows, columns, layers };
    bench.say(options.copy === 'active' ? `${this.nameOf(activeClass)} is not on this image, so there is nothing to copy.` : 'Nothing is labelled on this image, so there is nothing to copy.');
    return null;
  }

  /** Lays copied labels on an image and says how it went; returns whether they fit. */
  private lay(clip: Clip, image: OpenImage, tool: string, done: string): boolean {
    const { bench } = this;
    const { rows, columns } = image.labels;
    if (!image.info.canEdit) {
      bench.say(`You can look at ${image.info.name}, but not change its labels.`);
      return false;
    }
    if (rows !== clip.rows || columns !== clip.columns) {
      bench.say(`The copied labels are ${clip.columns} × ${clip.rows} pixels, ${image.info.name} is ${columns} × ${rows}. They were not pasted.`);
      return false;
    }
    const { locked } = bench.settings.now;
    const open = clip.layers.filter((layer) => !locked.includes(layer.classIndex));
    if (open.length === 0) {
      bench.say(`${this.words(clip)} ${clip.layers.length === 1 ? 'is' : 'are'} locked. Unlock to paste.`);
      return false;
    }
    const changed = this.paint(image, tool, open);
    bench.say(changed ? done : `${image.info.name} has these labels already.`);
    return true;
  }

  /** One undo step that gives classes to pixels without a class, and leaves all others. */
  private paint(image: OpenImage, tool: string, layers: readonly Copied[]): boolean {
    const unlabelled = new Uint8Array(256);
    unlabelled[0] = 1;
    return this.bench.drawing.change(image, tool, (labels) => layers.reduce<Rect | null>(
      (touched, { mask, rect, classIndex }) => union(touched, labels.paintMask(mask, rect, classIndex, unlabelled)), null));
  }

  /** One piece of work at a time; a failure is said, not thrown. */
  private async quietly(work: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      await work();
    } catch (error) {
      this.bench.say(`A slice could not be opened. ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      this.busy = false;
    }
  }

  private words({ layers }: Clip): string {
    return layers.length <= 2 ? layers.map((layer) => this.nameOf(layer.classIndex)).join(' and ') : `Labels of ${layers.length} classes`;
  }

  private nameOf(classIndex: number): string {
    return this.bench.classes.find((each) => each.index === classIndex)?.name ?? 'The class';
  }
}

function has(labels: LabelDocument, classIndex: number): boolean {
  return labels.counts[classIndex] > 0;
}

function bitmapOf(labels: LabelDocument, classIndex: number): { width: number; height: number; data: Uint8Array } {
  return { width: labels.columns, height: labels.rows, data: labels.classMask(classIndex) };
}

function layerOf(labels: LabelDocument, classIndex: number): Copied {
  const whole = bitmapOf(labels, classIndex);
  const rect = extentOf(whole) ?? { x0: 0, y0: 0, x1: 0, y1: 0 };
  return { classIndex, rect, mask: crop(whole, rect).data };
}
