import { FIRST_SET, type ClassSets } from './classSets';

export interface LabelClass {
  readonly index: number;
  readonly name: string;
  /** #RRGGBB */
  readonly color: string;
  readonly pattern: string;
  readonly key: string;
}

export type OverlayMode = 'fill' | 'outline' | 'off';

export interface Mix {
  readonly alpha: number;
  readonly color: readonly number[];
}

const CLASSES = 256;
/** Codes of screen pixels: a class's fill, its line (class + LINE), or the dark edge outside a line. */
export const LINE = CLASSES;
export const DARK = 2 * CLASSES;
/** From here on: the fills of sets of classes, in the order in which they were first drawn. */
export const FIRST_SET_ROW = 2 * CLASSES + 1;
const DARK_EDGE = 0.45;

/** Final colours for every pair of code and grey value, so that drawing one pixel is one lookup. */
export class Palette {
  /** Packed ABGR, index code × 256 + grey, for codes below FIRST_SET_ROW. */
  readonly table = new Uint32Array(FIRST_SET_ROW * 256);
  /** Rises with every change of colours. */
  version = 0;
  /** The class as it is drawn: itself, or 0 when hidden. */
  readonly shown = new Uint8Array(CLASSES);
  private readonly colors = new Map<number, number[]>();
  private readonly mixes: Mix[] = [];
  private hidden = new Set<number>();
  private mode: OverlayMode = 'fill';
  private opacity = 0.26;
  private tones: Uint8Array | null = null;
  private sets: ClassSets | null = null;
  private shownSets: number[] = [];
  /** Rows of sets by their codes, 0 = none yet. */
  private rows = new Int32Array(0);
  private usedRows = FIRST_SET_ROW;
  /** Of every set: the share of the colour below and what is added of red, green and blue, times 256. */
  private setMixes = new Int32Array(0);

  constructor(classes: readonly LabelClass[] = []) {
    for (const each of classes) this.colors.set(each.index, parseColor(each.color));
    this.rebuild();
  }

  get anyShown(): boolean {
    return this.mode !== 'off';
  }

  /** @param opacity of fills, 0–1. */
  set(mode: OverlayMode, opacity: number, hidden: ReadonlySet<number>): void {
    this.mode = mode;
    this.opacity = opacity;
    this.hidden = new Set(hidden);
    this.shownSets = [];
    this.rebuild();
  }

  /** @param tones red, green, blue for every grey value instead of the grey itself; null for grey. */
  setTones(tones: Uint8Array | null): void {
    if (tones === this.tones) return;
    this.tones = tones;
    this.rebuild();
  }

  /** @param sets what the labels mean where classes overlap; null where they do not. */
  useSets(sets: ClassSets | null): void {
    if (sets === this.sets) return;
    this.sets = sets;
    this.shownSets = [];
    this.rows = new Int32Array(0);
    this.usedRows = FIRST_SET_ROW;
  }

  /** For every code of a label the code that is drawn: without the hidden classes. */
  get shownCodes(): ArrayLike<number> {
    const { sets } = this;
    if (!sets) return this.shown;
    const hidesNothing = this.mode !== 'off' && this.hidden.size === 0;
    // A set without its hidden classes may be a new one, which is then shown as it is.
    for (let code = this.shownSets.length; code < sets.size; code++) {
      this.shownSets.push(hidesNothing ? code : sets.codeOf(sets.classesOf(code).filter((each) => this.shown[each] !== 0)));
    }
    return this.shownSets;
  }

  /** The number of a label's code for drawing: a row of the table, or from FIRST_SET_ROW on a set for `blend`. */
  rowOf(code: number): number {
    if (code < FIRST_SET) return code;
    if (code >= this.rows.length) {
      const before = this.rows;
      this.rows = new Int32Array(2 * (code + 1));
      this.rows.set(before);
    }
    let row = this.rows[code];
    if (row === 0) {
      row = this.rows[code] = this.usedRows++;
      this.noteMix(row, this.mixOfSet(this.sets!.classesOf(code)));
    }
    return row;
  }

  /** The colour of a set of classes over a packed colour: there may be thousands of sets, too many for a table. */
  blend(row: number, packed: number): number {
    const { setMixes } = this;
    const at = (row - FIRST_SET_ROW) * 4;
    const keep = setMixes[at];
    const r = ((packed & 255) * keep + setMixes[at + 1]) >> 8;
    const g = (((packed >>> 8) & 255) * keep + setMixes[at + 2]) >> 8;
    const b = (((packed >>> 16) & 255) * keep + setMixes[at + 3]) >> 8;
    return (0xff000000 | (b << 16) | (g << 8) | r) >>> 0;
  }

  /** The class whose line a pixel shows beside another one; 0 when it shows none. */
  lineBeside(code: number, other: number): number {
    return this.sets!.highestMissing(code, other);
  }

  /** Fill opacity and line colour of a code, for RGB images. */
  mix(code: number): Mix {
    return this.mixes[code];
  }

  private mixOf(code: number): Mix {
    if (code === 0) return { alpha: 0, color: BLACK };
    if (code === DARK) return { alpha: 1 - DARK_EDGE, color: BLACK };
    if (code >= LINE) return { alpha: 1, color: this.color(code - LINE) };
    return { alpha: this.mode === 'fill' ? this.opacity : 0, color: this.color(code) };
  }

  private color(index: number): readonly number[] {
    return this.colors.get(index) ?? WHITE;
  }

  private rebuild(): void {
    for (let index = 1; index < CLASSES; index++) {
      this.shown[index] = this.mode === 'off' || this.hidden.has(index) ? 0 : index;
    }
    for (let code = 0; code < FIRST_SET_ROW; code++) this.fillRow(code, this.mixOf(code));
    // Rows stay where they are: what is on the screen refers to them while only colours change.
    this.rows.forEach((row, code) => row > 0 && this.noteMix(row, this.mixOfSet(this.sets!.classesOf(code))));
    this.version++;
  }

  /** Overlapping fills: their mean colour, the denser the more classes there are. */
  private mixOfSet(classes: readonly number[]): Mix {
    const colors = classes.map((each) => this.color(each));
    const color = [0, 1, 2].map((channel) => colors.reduce((sum, each) => sum + each[channel], 0) / colors.length);
    return { alpha: this.mode === 'fill' ? 1 - (1 - this.opacity) ** Math.min(3, classes.length) : 0, color };
  }

  private noteMix(row: number, mix: Mix): void {
    this.mixes[row] = mix;
    const at = (row - FIRST_SET_ROW) * 4;
    if (at + 4 > this.setMixes.length) {
      const before = this.setMixes;
      this.setMixes = new Int32Array(2 * (at + 4));
      this.setMixes.set(before);
    }
    const scaled = [1 - mix.alpha, ...mix.color.map((channel) => channel * mix.alpha)];
    scaled.forEach((value, i) => (this.setMixes[at + i] = Math.round(value * 256)));
  }

  private fillRow(row: number, mix: Mix): void {
    this.mixes[row] = mix;
    const { alpha, color } = mix;
    const keep = 1 - alpha;
    const [r, g, b] = [color[0] * alpha, color[1] * alpha, color[2] * alpha];
    const { table, tones } = this;
    for (let grey = 0; grey < 256; grey++) {
      if (tones) table[row * 256 + grey] = pack(tones[3 * grey] * keep + r, tones[3 * grey + 1] * keep + g, tones[3 * grey + 2] * keep + b);
      else table[row * 256 + grey] = pack(grey * keep + r, grey * keep + g, grey * keep + b);
    }
  }
}

const WHITE: readonly number[] = [255, 255, 255];
const BLACK: readonly number[] = [0, 0, 0];

/** Opaque ABGR of three values 0–255, as ImageData reads it on a little-endian machine. */
export function pack(r: number, g: number, b: number): number {
  return (0xff000000 | ((b + 0.5) << 16) | ((g + 0.5) << 8) | (r + 0.5)) >>> 0;
}

export function parseColor(hex: string): number[] {
  const value = parseInt(hex.replace('#', ''), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
