import type { BoxObject } from '../labels/objects';
import { countOf, crop, extentOf, inflated, without, type Bitmap } from '../morphology/bitmap';
import { componentsOf } from '../morphology/components';
import type { Pitch } from '../morphology/distance';
import { fillHoles, grow, keepLargest, removeIslands, shrink, smooth, type Reshaped } from '../morphology/morphology';
import { union } from '../patch';
import { newOp } from '../durability/entry';
import type { Workbench } from './workbench';

/** More parts than these are noise. */
const MOST_BOXES = 1000;

/** What a command did with the class, in words. */
type Words = (name: string, parts: number, pixels: number) => string;

/**
 * Commands on all of the active class on the open image, one undo step each. They take only pixels without a class;
 * what other classes have is left to them.
 */
export class ClassCommands {
  constructor(private readonly bench: Workbench) {}

  fillHoles(): void {
    this.reshape('fill-holes', 0, fillHoles, (name, parts) => `${counted(parts, 'hole')} of ${name} filled.`, (name) => `${name} has no holes that can be filled.`);
  }

  removeIslands(): void {
    const { islandSize } = this.bench.settings.now.options;
    this.reshape('remove-islands', 0, (shape) => removeIslands(shape, islandSize), (name, parts) => `${counted(parts, 'island')} of ${name} removed.`,
      (name) => `${name} has no part smaller than ${islandSize} px.`);
  }

  keepLargest(): void {
    this.reshape('keep-largest', 0, keepLargest, (name, parts) => `${counted(parts, 'island')} of ${name} removed, the largest part is kept.`, (name) => `${name} is one part already.`);
  }

  grow(): void {
    const { radius } = this;
    this.reshape('grow-class', Math.ceil(radius), (shape) => ({ shape: grow(shape, radius, this.pitch), parts: 0 }), (name, _, pixels) => `${name} grown by ${radius} px, ${counted(pixels, 'pixel')} added.`,
      (name) => `${name} has no room to grow: everything around it has another class or ends.`);
  }

  shrink(): void {
    const { radius } = this;
    this.reshape('shrink-class', 1, (shape) => ({ shape: shrink(shape, radius, this.pitch), parts: 0 }), (name, _, pixels) => `${name} shrunk by ${radius} px, ${counted(pixels, 'pixel')} removed.`,
      (name) => `${name} has no border to shrink from.`);
  }

  smooth(): void {
    const { radius } = this;
    this.reshape('smooth-class', Math.ceil(3 * radius) + 1, (shape) => ({ shape: smooth(shape, radius), parts: 0 }), (name, _, pixels) => `${name} smoothed by ${radius} px, ${counted(pixels, 'pixel')} changed.`,
      (name) => `${name} is as smooth as ${radius} px can make it.`);
  }

  /** A box around every part of the class, none where there is one already; corners that touch make one part. */
  boxes(): void {
    const { bench } = this;
    const { image, objects } = bench;
    const { activeClass: classIndex } = bench.settings.now;
    if (!image || !bench.drawing.mayEdit()) return;
    const name = bench.classes.find((each) => each.index === classIndex)?.name ?? 'The class';
    const { rows, columns } = image.labels;
    const parts = classIndex === 0 ? [] : componentsOf({ width: columns, height: rows, data: image.labels.classMask(classIndex) }, 1, true).all;
    const known = new Set(image.labels.objects.ofKind('box').map(([, box]) => JSON.stringify(box)));
    const boxes = parts.map(({ extent: { x0, y0, x1, y1 } }): BoxObject => ({ kind: 'box', classIndex, left: x0, top: y0, right: x1, bottom: y1 }));
    const fresh = boxes.filter((box) => !known.has(JSON.stringify(box)));
    if (fresh.length > MOST_BOXES) {
      bench.say(`${name} has ${counted(fresh.length, 'part')}. Remove islands first: at most ${MOST_BOXES} boxes are made at once.`);
      return;
    }
    objects.change('boxes-from-mask', fresh.map((value) => ({ id: newOp(), value })));
    if (fresh.length > 0) bench.say(`${counted(fresh.length, 'box', 'boxes')} around ${name}.`);
    else bench.say(parts.length > 0 ? `Every part of ${name} has its box.` : `${name} is not on this image.`);
  }

  private get radius(): number {
    return this.bench.settings.now.options.radius;
  }

  /** Pixels of the closer spacing; the other direction has longer ones. */
  private get pitch(): Pitch {
    const [row, column] = this.bench.image?.info.spacingMm ?? [1, 1];
    const closer = Math.min(row, column);
    return closer > 0 ? { x: column / closer, y: row / closer } : { x: 1, y: 1 };
  }

  /** @param margin pixels around the class that the change may reach or look at. */
  private reshape(tool: string, margin: number, change: (shape: Bitmap) => Reshaped, did: Words, nothing: (name: string) => string): void {
    const { bench } = this;
    const { image, drawing } = bench;
    const { activeClass } = bench.settings.now;
    if (!image || !drawing.mayChange(true)) return;
    const name = bench.classes.find((each) => each.index === activeClass)?.name ?? 'The class';
    if (activeClass === 0) {
      bench.say('Choose a class first. Background is what has no class.');
      return;
    }
    drawing.finish();
    const { rows, columns } = image.labels;
    const whole = { width: columns, height: rows, data: image.labels.classMask(activeClass) };
    const extent = extentOf(whole);
    if (!extent) {
      bench.say(`${name} is not on this image.`);
      return;
    }
    const rect = inflated(extent, margin, columns, rows);
    const before = crop(whole, rect);
    const { shape, parts } = change(before);
    const [added, removed] = [without(shape, before), without(before, shape)];
    const unlabelled = new Uint8Array(256);
    unlabelled[0] = 1;
    const changed = drawing.change(image, tool, (labels) => union(
      labels.paintMask(added.data, rect, activeClass, unlabelled),
      labels.paintMask(removed.data, rect, 0, drawing.replaceable(true))));
    const after = { ...before, data: image.labels.classMask(activeClass, rect) };
    bench.say(changed ? did(name, parts, countOf(without(after, before)) + countOf(without(before, after))) : nothing(name));
  }
}

function counted(count: number, word: string, words = `${word}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? word : words}`;
}
