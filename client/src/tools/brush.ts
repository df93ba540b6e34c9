import { capsuleSpans } from '../canvas/capsule';
import { greysOf, softGreysOf } from '../canvas/greys';
import type { Span } from '../canvas/spans';
import type { Point } from '../canvas/view';
import { acceptedPatterns, acceptedSpans, sampleRange } from './greyRange';
import type { Modifiers, PenPoint, Tool, ToolHost, ToolName } from './tool';

/** Share of the brush's size that the lightest touch of a pen still has. */
const LIGHTEST = 0.2;
/** Image pixels by which the tip may grow between two steps of a segment under changing pressure. */
const RADIUS_STEP = 0.5;

/** A position of the tip. */
interface Dab extends Point {
  /** Diameter in image pixels. */
  readonly size: number;
}

/** Keeps the pixels that may be painted. */
type Sieve = (spans: readonly Span[]) => readonly Span[];

/** Brush, eraser and threshold brush: a round tip that leaves a capsule between two pointer positions. */
export class BrushTool implements Tool {
  private last: Dab | null = null;
  private lineFrom: Dab | null = null;
  private cut = false;
  private sieve: Sieve = (spans) => spans;

  constructor(readonly name: Extract<ToolName, 'brush' | 'eraser' | 'threshold'>, private readonly host: ToolHost) {}

  get busy(): boolean {
    return this.last !== null || this.lineFrom !== null;
  }

  press(at: PenPoint, modifiers: Modifiers): void {
    if (!this.host.mayDraw()) return;
    const sieve = this.sieveAt(at);
    if (!sieve) return;
    this.sieve = sieve;
    this.cut = modifiers.alt;
    this.host.strokeBegan(this.name);
    const dab = this.dab(at);
    if (modifiers.shift) {
      this.lineFrom = dab;
      return;
    }
    this.last = dab;
    this.paint(dab, dab);
  }

  drag(path: readonly PenPoint[]): void {
    if (this.lineFrom) {
      this.host.sketch({ points: [this.lineFrom, path[path.length - 1]], closed: false, handles: false, thickness: this.lineFrom.size });
      return;
    }
    for (const at of path) {
      if (!this.last) return;
      const dab = this.dab(at);
      this.paint(this.last, dab);
      this.last = dab;
    }
  }

  release(at: PenPoint): void {
    if (!this.busy) return;
    // A pen that leaves the tablet presses with nothing: the line keeps the width it began with.
    if (this.lineFrom) this.paint(this.lineFrom, { x: at.x, y: at.y, size: this.lineFrom.size });
    this.end();
    this.host.strokeEnded(this.name);
  }

  /** A stroke that was begun is kept: what has been drawn is never thrown away, undo takes it back. */
  cancel(): void {
    if (!this.busy) return;
    this.end();
    this.host.strokeEnded(this.name);
  }

  takeBack(): void {
    if (!this.busy) return;
    this.end();
    this.host.strokeDropped();
  }

  hover(): void {}

  doubleClick(): void {}

  key(): boolean {
    return false;
  }

  private end(): void {
    this.last = this.lineFrom = null;
    this.host.sketch(null);
  }

  private dab(at: PenPoint): Dab {
    const { brushSize, options } = this.host;
    const share = options.pressure && at.pressure !== undefined ? LIGHTEST + (1 - LIGHTEST) * at.pressure : 1;
    return { x: at.x, y: at.y, size: Math.max(1, brushSize * share) };
  }

  /** What the stroke that begins here may paint; null where there is nothing to go by. */
  private sieveAt(at: Point): Sieve | null {
    const { host } = this;
    const { options, labels } = host;
    if (this.name !== 'threshold' && !(this.name === 'brush' && options.insideRange)) return (spans) => spans;
    const fixed = options.range === 'fixed';
    // A range somebody has typed is about the values themselves.
    const greys = (options.ignoreNoise && !fixed ? softGreysOf : greysOf)(host.samples);
    const range = fixed ? host.fixedRange : sampleRange(greys, labels, at, host.brushSize, options.spread);
    if (!range) {
      host.say('Begin the stroke on the image: the grey range is taken from there.');
      return null;
    }
    host.rangeUsed(range);
    const accepted = acceptedPatterns(greys, range);
    return (spans) => acceptedSpans(spans, greys, labels.columns, accepted);
  }

  private paint(from: Dab, to: Dab): void {
    const { host } = this;
    const erases = this.name === 'eraser' || this.cut;
    const value = erases ? 0 : host.activeClass;
    // Where classes overlap the eraser goes over one layer, so that what lies below it is not lost.
    const oneLayer = host.labels.sets !== null && host.activeClass > 0;
    const replaceable = host.replaceable(this.name === 'eraser' ? oneLayer : this.cut);
    const steps = Math.max(1, Math.ceil(Math.abs(to.size - from.size) / 2 / RADIUS_STEP));
    for (let k = 0; k < steps; k++) {
      const [a, b] = [between(from, to, k / steps), between(from, to, (k + 1) / steps)];
      host.changed(host.labels.paint(this.sieve(this.spans(a, b)), value, replaceable));
    }
  }

  private spans(from: Dab, to: Dab): readonly Span[] {
    // One pixel wide: from centre to centre, so that every position hits exactly one pixel.
    const [a, b] = to.size === 1 ? [centreOf(from), centreOf(to)] : [from, to];
    return capsuleSpans(a, b, to.size / 2, this.host.labels);
  }
}

function between(from: Dab, to: Dab, share: number): Dab {
  const mix = (a: number, b: number): number => a + (b - a) * share;
  return { x: mix(from.x, to.x), y: mix(from.y, to.y), size: mix(from.size, to.size) };
}

function centreOf(point: Point): Point {
  return { x: Math.floor(point.x) + 0.5, y: Math.floor(point.y) + 0.5 };
}
