import type { Rect } from '../patch';
import { ClassScreen, type LineStyle } from './classScreen';
import type { ClassSets } from './classSets';
import type { Samples } from './image';
import { FIRST_SET_ROW, pack, type Palette } from './palette';
import { axisMap, resampleRow, type AxisMap } from './resample';
import { shiftGrid, vacated } from './shift';
import type { Size, View } from './view';

/** Above this many device pixels per image pixel the pixels themselves are shown, unmixed. */
const PIXELS_VISIBLE = 6;
const BLACK = 0xff000000;

/** What one frame shows. */
export interface Scene {
  readonly samples: Samples;
  readonly labels: Uint8Array | Uint32Array;
  /** What the labels mean where classes overlap. */
  readonly sets: ClassSets | null;
  readonly lut: Uint8Array;
  readonly palette: Palette;
  readonly view: View;
  /** False shows pixels as squares at any zoom; smooth when absent. */
  readonly smooth?: boolean;
}

interface Maps {
  readonly level: number;
  readonly greyX: AxisMap;
  readonly greyY: AxisMap;
  readonly classX: AxisMap;
  readonly classY: AxisMap;
}

/** Draws the visible part of an image with its labels into a 2D canvas: one pass over the screen pixels that changed. */
export class Renderer {
  private readonly context: CanvasRenderingContext2D;
  private frame!: ImageData;
  private pixels!: Uint32Array;
  private classes!: ClassScreen;
  private values!: Uint8Array;
  /** Palette codes of the whole screen as they were last found: grey values change more often than labels. */
  private codes!: Uint16Array;
  private labelled!: Uint8Array;
  private line = new Int32Array(0);
  private maps: Maps | null = null;
  private mapsOf: View | null = null;
  private mappedSamples: Samples | null = null;
  private mappedSmooth = true;
  /** What the grey values and colours of the last frame came from. */
  private drawnLut: Uint8Array | null = null;
  private drawnPalette: Palette | null = null;
  private drawnColors = -1;

  constructor(readonly canvas: HTMLCanvasElement, private readonly lines: LineStyle = 'solid') {
    const context = canvas.getContext('2d', { alpha: false });
    if (!context) throw new Error('This browser cannot draw on a canvas.');
    this.context = context;
    this.resize({ width: canvas.width, height: canvas.height }, 2);
  }

  get size(): Size {
    return { width: this.canvas.width, height: this.canvas.height };
  }

  /** @param lineWidth of label outlines in device pixels. */
  resize(size: Size, lineWidth: number): void {
    const width = Math.max(1, Math.round(size.width));
    const height = Math.max(1, Math.round(size.height));
    this.canvas.width = width;
    this.canvas.height = height;
    this.frame = this.context.createImageData(width, height);
    this.pixels = new Uint32Array(this.frame.data.buffer);
    this.classes = new ClassScreen(width, height, lineWidth, this.lines, this.classes?.overlaps);
    this.values = new Uint8Array(width * 3);
    this.codes = new Uint16Array(width * height);
    this.labelled = new Uint8Array(height);
    this.mapsOf = null;
  }

  /** Another kind of labels: nothing of what was sampled can be used. */
  private screen(overlaps: boolean): void {
    this.classes = new ClassScreen(this.size.width, this.size.height, this.classes.margin, this.lines, overlaps);
    this.mapsOf = null;
  }

  clear(): void {
    this.context.fillRect(0, 0, this.canvas.width, this.canvas.height);
    this.mapsOf = this.mappedSamples = null;
  }

  /**
   * @param rect screen pixels to draw again; everything when absent or when the view moved.
   * @param labelsSame true when nothing about the labels changed since the last frame, only the grey values.
   */
  draw(scene: Scene, rect?: Rect, labelsSame = false): void {
    scene.palette.useSets(scene.sets);
    if (this.classes.overlaps !== (scene.sets !== null)) this.screen(scene.sets !== null);
    const moved = this.mapsOf !== scene.view || this.mappedSamples !== scene.samples || this.mappedSmooth !== (scene.smooth ?? true);
    if (moved && labelsSame && this.shift(scene)) return;
    if (moved) this.map(scene);
    this.drawnLut = scene.lut;
    this.drawnPalette = scene.palette;
    this.drawnColors = scene.palette.version;
    const { width, height } = this.size;
    const area = moved || !rect ? { x0: 0, y0: 0, x1: width, y1: height } : rect;
    const sampling = moved || !labelsSame;
    if (sampling && (!rect || moved)) this.classes.clear();
    if (sampling) {
      this.sample(scene, area);
      this.findCodes(area, scene.palette);
    }
    this.paint(scene, area);
    this.context.putImageData(this.frame, 0, 0, area.x0, area.y0, area.x1 - area.x0, area.y1 - area.y0);
  }

  /** Where only the place of the image changed, by whole screen pixels, the frame moves and its new edges alone are drawn. */
  private shift(scene: Scene): boolean {
    const before = this.mapsOf;
    const same = before?.scale === scene.view.scale && this.mappedSamples === scene.samples && this.mappedSmooth === (scene.smooth ?? true)
      && this.drawnLut === scene.lut && this.drawnPalette === scene.palette && this.drawnColors === scene.palette.version;
    if (!same) return false;
    const { width, height } = this.size;
    const dx = scene.view.left - before.left;
    const dy = scene.view.top - before.top;
    if (!isWhole(dx) || !isWhole(dy) || Math.abs(dx) >= width || Math.abs(dy) >= height) return false;
    const [right, down] = [Math.round(dx), Math.round(dy)];
    shiftGrid(this.pixels, width, height, right, down);
    shiftGrid(this.codes, width, height, right, down);
    shiftGrid(this.labelled, 1, height, 0, down);
    this.classes.shift(right, down);
    this.map(scene);
    const strips = vacated(width, height, right, down);
    // All of them first: lines depend on what lies beside them.
    for (const strip of strips) this.sample(scene, strip);
    for (const strip of strips) {
      this.findCodes(strip, scene.palette);
      this.paint(scene, strip);
    }
    this.context.putImageData(this.frame, 0, 0);
    return true;
  }

  private sample(scene: Scene, area: Rect): void {
    const { classX, classY } = this.maps!;
    if (!scene.palette.anyShown) return;
    this.classes.sample(scene.labels, scene.samples.format.columns, classX, classY, scene.palette.shownCodes, area.x0, area.y0, area.x1, area.y1);
  }

  private paint(scene: Scene, area: Rect): void {
    if (scene.samples.format.samplesPerPixel === 1) this.drawGrey(scene, this.maps!, area);
    else this.drawColor(scene, this.maps!, area);
  }

  private map(scene: Scene): void {
    const { samples, view } = scene;
    const { width, height } = this.size;
    const smooth = view.scale < PIXELS_VISIBLE && scene.smooth !== false;
    let level = 0;
    while (view.scale * 2 ** level <= 0.5 && level < samples.levels.length - 1) level++;
    const { rows, columns } = samples.levels[level];
    const scale = view.scale * 2 ** level;
    const margin = this.classes.margin;
    const { rows: fullRows, columns: fullColumns } = samples.format;
    const mixClasses = smooth && view.scale > 1;
    this.maps = {
      level,
      greyX: cut(axisMap(scale, view.left, width, columns, smooth), view.left + fullColumns * view.scale),
      greyY: cut(axisMap(scale, view.top, height, rows, smooth), view.top + fullRows * view.scale),
      classX: axisMap(view.scale, view.left + margin, width + 2 * margin, fullColumns, mixClasses),
      classY: axisMap(view.scale, view.top + margin, height + 2 * margin, fullRows, mixClasses),
    };
    if (this.line.length < (columns + 1) * samples.format.samplesPerPixel) {
      // One pixel more than a row: the last column looks at its neighbour with weight 0.
      this.line = new Int32Array((columns + 1) * samples.format.samplesPerPixel);
    }
    this.mapsOf = view;
    this.mappedSamples = samples;
    this.mappedSmooth = scene.smooth ?? true;
  }

  /** Calls `paint` for every screen row of the area that shows the image; `labelled` tells whether codes are set. */
  private drawRows(scene: Scene, maps: Maps, area: Rect, paint: (target: number, first: number, end: number, labelled: boolean) => void): void {
    const first = Math.max(area.x0, maps.greyX.first);
    const end = Math.min(area.x1, maps.greyX.end);
    for (let y = area.y0; y < area.y1; y++) {
      if (!this.resample(scene, maps, y, area, first, end)) continue;
      paint(y * this.canvas.width, first, end, this.labelled[y] === 1);
    }
  }

  private findCodes(area: Rect, palette: Palette): void {
    const { width } = this.size;
    for (let y = area.y0; y < area.y1; y++) {
      const row = this.codes.subarray(y * width, (y + 1) * width);
      const any = this.classes.codes(y, area.x0, area.x1, row, palette);
      if (!any) row.fill(0, area.x0, area.x1);
      this.labelled[y] = any ? 1 : 0;
    }
  }

  private drawGrey(scene: Scene, maps: Maps, area: Rect): void {
    const { pixels, values, codes } = this;
    const { palette } = scene;
    const { table } = palette;
    this.drawRows(scene, maps, area, (target, first, end, labelled) => {
      if (labelled && scene.sets) {
        for (let x = first; x < end; x++) {
          const code = codes[target + x];
          pixels[target + x] = code < FIRST_SET_ROW ? table[(code << 8) | values[x]] : palette.blend(code, table[values[x]]);
        }
      } else if (labelled) for (let x = first; x < end; x++) pixels[target + x] = table[(codes[target + x] << 8) | values[x]];
      else for (let x = first; x < end; x++) pixels[target + x] = table[values[x]];
    });
  }

  private drawColor(scene: Scene, maps: Maps, area: Rect): void {
    const { pixels, values, codes } = this;
    this.drawRows(scene, maps, area, (target, first, end, labelled) => {
      for (let x = first, v = first * 3; x < end; x++, v += 3) {
        if (!labelled || codes[target + x] === 0) {
          pixels[target + x] = (BLACK | (values[v + 2] << 16) | (values[v + 1] << 8) | values[v]) >>> 0;
          continue;
        }
        const { alpha, color } = scene.palette.mix(codes[target + x]);
        const keep = 1 - alpha;
        pixels[target + x] = pack(values[v] * keep + color[0] * alpha, values[v + 1] * keep + color[1] * alpha, values[v + 2] * keep + color[2] * alpha);
      }
    });
  }

  /** Fills `values` for one screen row and blackens what lies beside the image; false when the row misses it. */
  private resample(scene: Scene, maps: Maps, y: number, area: Rect, first: number, end: number): boolean {
    const target = y * this.canvas.width;
    if (y < maps.greyY.first || y >= maps.greyY.end || first >= end) {
      this.pixels.fill(BLACK, target + area.x0, target + area.x1);
      return false;
    }
    this.pixels.fill(BLACK, target + area.x0, target + first);
    this.pixels.fill(BLACK, target + end, target + area.x1);
    const channels = scene.samples.format.samplesPerPixel;
    const level = scene.samples.levels[maps.level];
    resampleRow(level, channels, scene.lut, this.line, maps.greyY.index[y], maps.greyY.share[y], maps.greyX, first, end, this.values);
    return true;
  }
}

/** Up to the rounding of sums of coordinates. */
function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) < 1e-6;
}

/** A half-size level may reach one pixel beyond the image; the screen must not. */
function cut(map: AxisMap, edge: number): AxisMap {
  return { ...map, end: Math.min(map.end, Math.max(0, Math.ceil(edge - 0.5))) };
}
