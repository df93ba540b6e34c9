import type { ImageInfo } from '../api';
import type { LabelDocument } from '../canvas/document';
import { colorMap } from '../canvas/colorMaps';
import type { Look } from '../canvas/look';
import { percentilesWithin } from '../canvas/histogram';
import { windowOf, type Window } from '../canvas/lut';
import type { LabelClass } from '../canvas/palette';
import type { Point } from '../canvas/view';
import { ROUND_TIPS } from '../tools/tool';
import { set } from '../ui/dom';
import { TOOLS } from './commands';
import type { OpenImage } from './images';
import { MiniMap } from './miniMap';
import type { ProjectWindow } from './projectWindows';
import type { Settings } from './settings';
import { overlayTexts } from './texts';
import { Viewer } from './viewer';
import { draggedWindow, firstPreset, presetsOf, type Preset } from './windows';

/** How the open image is shown: window, labels, texts, brush ring, mini-map. */
export class Display {
  readonly viewer = new Viewer();
  /** The view moved, or the window changed: other images follow. */
  onMoved: () => void = () => {};
  onWindow: () => void = () => {};
  window: Window = { center: 0, width: 1 };
  presets: readonly Preset[] = [];
  /** −1 when the window was set by hand. */
  presetIndex = 0;
  /** What the project keeps for everybody. */
  private kept: readonly ProjectWindow[] = [];
  /** What made a window that is no preset, e.g. "auto here"; empty after dragging. */
  private windowName = '';
  classes: readonly LabelClass[] = [];
  spaceHeld = false;
  /** The place in the series, one line on the image. */
  sliceText = '';
  private readonly miniMap: MiniMap;
  private image: OpenImage | null = null;
  private cursor: Point | null = null;

  constructor(private readonly settings: Settings) {
    const { engine, corner } = this.viewer;
    this.miniMap = new MiniMap(engine);
    corner.prepend(this.miniMap.element);
    engine.onView = () => {
      this.viewer.follow();
      this.miniMap.follow();
      this.onMoved();
      this.update();
    };
    engine.onContent = () => this.miniMap.later();
  }

  get look(): Look {
    const { gamma, colorMap: name, smooth } = this.settings.now;
    return { gamma, colors: colorMap(name).colors, smooth };
  }

  show(image: OpenImage): void {
    const { info, samples, labels } = image;
    this.image = image;
    this.classes = classesOf(info.classes, this.classes);
    this.presets = presetsOf(info, this.kept);
    this.presetIndex = firstPreset(info);
    this.window = this.presets[this.presetIndex].window;
    this.viewer.setLoading(false);
    this.viewer.setNotice(null);
    this.viewer.setSpacing(info.spacingMm?.[1] ?? null);
    this.viewer.engine.open(samples, labels, info.classes, this.window, this.settings.now.inverted);
    this.applyOverlay();
    this.viewer.engine.draw();
    this.miniMap.open(image);
    this.applyLook();
    this.nameCanvas(info);
  }

  /** Another slice of the series that is open: zoom, place and window stay as they are. */
  exchange(image: OpenImage): void {
    const { info, samples, labels } = image;
    this.image = image;
    this.presets = presetsOf(info, this.kept);
    this.viewer.setNotice(null);
    this.viewer.setSpacing(info.spacingMm?.[1] ?? null);
    this.viewer.engine.exchange(samples, labels, this.window, this.settings.now.inverted);
    this.viewer.follow();
    this.miniMap.exchange(image);
    this.miniMap.setLut(this.viewer.engine.lookup);
    this.nameCanvas(info);
  }

  /** The same image with labels fetched anew. */
  replaceLabels(image: OpenImage, labels: LabelDocument): void {
    this.image = image;
    this.viewer.engine.replaceLabels(labels);
    this.miniMap.open(image);
  }

  applyOverlay(): void {
    const { mode, opacity, hidden } = this.settings.now;
    this.viewer.engine.setOverlay(mode, opacity, new Set(hidden));
    this.miniMap.setHidden(new Set(hidden), mode === 'off');
  }

  applyLook(): void {
    this.viewer.engine.setLook(this.look);
    this.miniMap.setTones(this.look.colors);
    this.miniMap.setLut(this.viewer.engine.lookup);
  }

  applyWindow(): void {
    this.viewer.engine.setWindow(this.window, this.settings.now.inverted);
    this.miniMap.setLut(this.viewer.engine.lookup);
    this.onWindow();
  }

  /** Windows of the project came or changed; the chosen one stays. */
  keep(windows: readonly ProjectWindow[]): void {
    this.kept = windows;
    if (!this.image) return;
    const chosen = this.presets[this.presetIndex];
    this.presets = presetsOf(this.image.info, windows);
    this.presetIndex = chosen ? this.presets.findIndex(({ id, name }) => name === chosen.name && id === chosen.id) : -1;
  }

  /** A window from the 0.5th to the 99.5th percentile of what is visible; false for colour. */
  autoHere(): boolean {
    const found = this.image && percentilesWithin(this.image.samples, this.viewer.engine.visible(), 0.5, 99.5);
    if (!found) return false;
    this.presetIndex = -1;
    this.windowName = 'auto here 0.5–99.5 %';
    this.window = windowOf(found.low, found.high);
    this.applyWindow();
    return true;
  }

  /** Returns the preset's name, null when there is none at this place. */
  choosePreset(index: number): string | null {
    const preset = this.presets[index];
    if (!preset) return null;
    this.presetIndex = index;
    this.window = preset.window;
    this.applyWindow();
    return preset.name;
  }

  dragWindow(dx: number, dy: number): void {
    if (!this.image) return;
    this.presetIndex = -1;
    this.windowName = '';
    this.window = draggedWindow(this.window, this.image.info, dx, dy);
    this.applyWindow();
  }

  /** @param at the pointer in CSS pixels from the canvas's corner, null when it left. */
  pointed(at: Point | null): void {
    this.cursor = at;
    this.update();
  }

  /** Texts and ring follow the pointer, the view and the settings. */
  update(): void {
    const { engine, canvas } = this.viewer;
    const { tool } = this.settings.now;
    const round = ROUND_TIPS.includes(tool) && !this.spaceHeld && this.image !== null;
    this.viewer.showRing(round ? this.cursor : null, this.settings.brushSize * engine.zoomFactor);
    set(canvas, { 'data-cursor': this.spaceHeld ? 'move' : tool });
    if (!this.image) return;
    const at = this.cursor && engine.toImage(this.cursor);
    const preset = this.presets[this.presetIndex]?.name ?? this.windowName;
    this.viewer.setTexts(overlayTexts(this.image, this.toolText(), engine.zoomFactor, this.window, preset, this.settings.now, at, this.sliceText));
  }

  /** "Brush 30 px · 1 Nerve" */
  toolText(): string {
    const { tool, activeClass } = this.settings.now;
    const word = TOOLS.find((each) => each.name === tool)!.word;
    const size = ROUND_TIPS.includes(tool) ? ` ${this.settings.brushSize} px` : '';
    const chosen = this.classes.find((each) => each.index === activeClass);
    const draws = !['move', 'window', 'eraser', 'remark', 'measure'].includes(tool);
    return draws && chosen ? `${word}${size} · ${[chosen.key, chosen.name].filter(Boolean).join(' ')}` : word + size;
  }

  private nameCanvas(info: ImageInfo): void {
    set(this.viewer.canvas, { 'aria-label': `Image ${info.name}, ${info.columns} by ${info.rows} pixels` });
  }

  dispose(): void {
    this.miniMap.dispose();
    this.viewer.dispose();
  }
}

/** The project's classes with the background last; the same array while nothing differs, so that lists stay put. */
function classesOf(classes: readonly LabelClass[], before: readonly LabelClass[]): readonly LabelClass[] {
  const background = classes.find((each) => each.index === 0) ?? { index: 0, name: 'Background', color: '#000000', pattern: 'none', key: '0' };
  const all = [...classes.filter((each) => each.index !== 0), background];
  return JSON.stringify(all) === JSON.stringify(before) ? before : all;
}
