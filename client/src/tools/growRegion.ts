import { greysOf, softGreysOf } from '../canvas/greys';
import type { Point } from '../canvas/view';
import { componentsOf } from '../morphology/components';
import type { Rect } from '../patch';
import { RegionGrowing } from './regionGrowing';
import { fillArea, type Modifiers, type Tool, type ToolHost } from './tool';

/** Pixels that grow per frame; about ten milliseconds. */
const PER_FRAME = 200_000;
/** CSS pixels of dragging that stand for the whole span of greys. */
const DRAG_FOR_SPAN = 500;
/** Share of the span per press of a bracket key. */
const KEY_STEP = 0.01;

/**
 * Click: fills what is as grey as the place, or the area between labels. Nothing is drawn before the button is
 * released; until then dragging up or down changes the tolerance and the viewer shows what would be filled.
 */
export class GrowTool implements Tool {
  readonly name = 'grow';
  private from: Point | null = null;
  private cut = false;
  private startTolerance = 0;
  private region: RegionGrowing | null = null;
  private area: { mask: Uint8Array; rect: Rect } | null = null;
  private released = false;
  private callOff = (): void => {};

  constructor(private readonly host: ToolHost) {}

  get busy(): boolean {
    return this.from !== null;
  }

  press(at: Point, modifiers: Modifiers): void {
    if (this.busy) this.cancel();
    const { host } = this;
    const seed = { x: Math.floor(at.x), y: Math.floor(at.y) };
    const { rows, columns } = host.labels;
    if (!host.mayDraw() || seed.x < 0 || seed.y < 0 || seed.x >= columns || seed.y >= rows) return;
    this.cut = modifiers.alt;
    this.released = false;
    if (host.options.fillBy === 'label') {
      this.area = this.areaAt(seed);
      if (!this.area) return;
      host.preview({ ...this.area, cut: this.cut });
    } else {
      const greys = (host.options.ignoreNoise ? softGreysOf : greysOf)(host.samples);
      this.region = new RegionGrowing(greys, host.labels, seed, host.options.diagonal);
      this.startTolerance = host.tolerance;
      this.region.setTolerance(host.tolerance);
      this.growOn();
    }
    this.from = at;
  }

  drag(path: readonly Point[]): void {
    if (!this.from || !this.region || this.released) return;
    const up = (this.from.y - path[path.length - 1].y) * this.host.zoomFactor;
    this.changeTolerance(this.startTolerance + (up / DRAG_FOR_SPAN) * this.host.greySpan);
  }

  release(): void {
    if (!this.busy) return;
    this.released = true;
    if (!this.region || this.region.done) this.apply();
  }

  hover(): void {}

  doubleClick(): void {}

  key(key: string): boolean {
    if (key === '[' || key === ']') {
      const { tolerance, greySpan } = this.host;
      this.changeTolerance(tolerance + (key === ']' ? KEY_STEP : -KEY_STEP) * greySpan);
      return true;
    }
    if (!this.busy || (key !== 'Enter' && key !== 'Escape')) return false;
    if (key === 'Enter') this.release();
    else this.drop();
    return true;
  }

  /** What was released is drawn, even if it has not grown to its end yet; what is still held is dropped. */
  cancel(): void {
    if (this.busy && this.released) this.apply();
    else this.drop();
  }

  takeBack(): void {
    this.drop();
  }

  private changeTolerance(tolerance: number): void {
    this.host.setTolerance(Math.min(this.host.greySpan, Math.max(0, tolerance)));
    if (!this.region) return;
    this.region.setTolerance(this.host.tolerance);
    this.growOn();
  }

  /** Grows for one frame, shows how far it came, and goes on in the next one. */
  private growOn(): void {
    this.callOff();
    this.callOff = this.host.nextFrame(() => {
      const { region, host } = this;
      if (!region) return;
      const done = region.grow(PER_FRAME);
      if (done && this.released) {
        this.apply();
        return;
      }
      host.preview({ mask: region.mask, rect: host.labels.bounds, cut: this.cut });
      if (!done) this.growOn();
    });
  }

  private apply(): void {
    const { host, region, cut } = this;
    region?.grow(Infinity);
    const filled = region ? { mask: region.mask, rect: host.labels.bounds } : this.area!;
    this.drop();
    fillArea(host, this.name, cut, (labels, value, replaceable) => labels.paintMask(filled.mask, filled.rect, value, replaceable));
  }

  private drop(): void {
    this.callOff();
    this.from = null;
    this.region = null;
    this.area = null;
    this.host.preview(null);
  }

  /** The connected part of the class at the seed, or of what has no class; null, with a word, where nothing is to do. */
  private areaAt(seed: Point): { mask: Uint8Array; rect: Rect } | null {
    const { host, cut } = this;
    const { labels, activeClass, classIndices } = host;
    const pixel = { x0: seed.x, y0: seed.y, x1: seed.x + 1, y1: seed.y + 1 };
    const here = classIndices.filter((index) => labels.classMask(index, pixel)[0] === 1);
    if (here.includes(activeClass) !== cut) {
      host.say(cut ? 'Nothing to cut here: this place does not have the active class.' : 'This place has the active class already.');
      return null;
    }
    const found = cut ? activeClass : (here[0] ?? 0);
    const bitmap = { width: labels.columns, height: labels.rows, data: labels.classMask(found) };
    // Labels hold together over corners, so what lies between them does not.
    const parts = componentsOf(bitmap, 1, found !== 0);
    const wanted = parts.indexAt(seed.y * labels.columns + seed.x);
    const part = parts.pick((_, index) => index === wanted);
    return { mask: part.data, rect: labels.bounds };
  }
}
