import type { Change, LabelDocument } from '../canvas/document';
import type { LabelClass } from '../canvas/palette';
import type { Point } from '../canvas/view';
import type { LabelObject, ObjectChange } from '../labels/objects';
import { BoxTool } from '../tools/boxTool';
import type { ObjectHost } from '../tools/objectTool';
import { PointTool } from '../tools/pointTool';
import { RemarkTool } from '../tools/remarkTool';
import type { Tool, ToolName } from '../tools/tool';
import type { OpenImage } from './images';
import type { ObjectLayer, Pin } from './objectLayer';
import type { Settings } from './settings';

export interface ObjectPorts {
  readonly settings: Settings;
  readonly layer: ObjectLayer;
  readonly current: () => OpenImage | null;
  readonly classes: () => readonly LabelClass[];
  readonly zoomFactor: () => number;
  readonly mayEdit: () => boolean;
  /** False also where the active class is locked. */
  readonly mayDraw: () => boolean;
  readonly keep: (image: OpenImage, change: Change | null) => void;
  readonly say: (text: string) => void;
  readonly remark: (at: Point) => void;
  readonly pins: () => readonly Pin[];
  readonly changed: () => void;
}

/** Boxes, points and remarks of the open image: what is chosen, what is dragged, and how it is shown. */
export class ObjectEditing implements ObjectHost {
  private readonly tools: Partial<Record<ToolName, Tool>>;
  private chosen: { readonly imageId: string; readonly id: string } | null = null;
  private dragged: ObjectChange | null = null;
  private shown = '';
  private shownDocument: LabelDocument | null = null;
  private shownClasses: readonly LabelClass[] = [];

  constructor(private readonly ports: ObjectPorts) {
    this.tools = { box: new BoxTool(this), point: new PointTool(this), remark: new RemarkTool(this) };
  }

  get tool(): Tool | null {
    return this.tools[this.ports.settings.now.tool] ?? null;
  }

  get labels(): LabelDocument {
    return this.open.labels;
  }

  get activeClass(): number {
    return this.ports.settings.now.activeClass;
  }

  get zoomFactor(): number {
    return this.ports.zoomFactor();
  }

  get selected(): string | null {
    const { chosen } = this;
    const image = this.ports.current();
    return chosen && image?.info.imageId === chosen.imageId && image.labels.objects.get(chosen.id) ? chosen.id : null;
  }

  /** The chosen box or point, null when there is none. */
  get selectedObject(): LabelObject | null {
    const id = this.selected;
    return id === null ? null : (this.labels.objects.get(id) ?? null);
  }

  select(id: string | null): void {
    this.chosen = id === null ? null : { imageId: this.open.info.imageId, id };
    const value = this.selectedObject;
    if (value && 'classIndex' in value) this.ports.say(`${this.nameOf(value.classIndex)}, ${value.kind}`);
    this.ports.changed();
  }

  mayDraw(): boolean {
    if (!this.ports.mayEdit()) return false;
    const { activeClass, tool } = this.ports.settings.now;
    if (tool === 'remark') return true;
    if (activeClass !== 0) return this.ports.mayDraw();
    this.ports.say('Choose a class first: the background has no boxes and no points.');
    return false;
  }

  mayTouch(classIndex: number): boolean {
    const { hidden, locked } = this.ports.settings.now;
    return !hidden.includes(classIndex) && !locked.includes(classIndex);
  }

  change(tool: string, changes: readonly ObjectChange[]): void {
    const image = this.open;
    this.ports.keep(image, image.labels.changeObjects(tool, changes));
    this.update();
  }

  draft(change: ObjectChange | null): void {
    this.dragged = change;
    this.update(true);
  }

  remark(at: Point): void {
    this.ports.remark(at);
  }

  /** The chosen box or point gets a class. */
  reclass(classIndex: number): void {
    const id = this.selected;
    const value = this.selectedObject;
    if (id === null || !value || !('classIndex' in value) || classIndex === 0 || value.classIndex === classIndex) return;
    if (this.ports.mayEdit() && this.mayTouch(value.classIndex)) this.change('class', [{ id, value: { ...value, classIndex } as LabelObject }]);
  }

  finish(): void {
    if (this.tool?.busy) this.tool.cancel();
  }

  /** Brings what is shown up to date. @param always also when nothing seems to have changed. */
  update(always = false): void {
    const image = this.ports.current();
    const { hidden, mode } = this.ports.settings.now;
    const pins = this.ports.pins();
    const classes = this.ports.classes();
    const facts = image && JSON.stringify([image.info.imageId, image.labels.revision, image.labels.objects.version, hidden, mode, this.selected, pins]);
    // A slice shows first without its labels: then the document is another one under the same name.
    const document = image?.labels ?? null;
    if (!always && facts === this.shown && document === this.shownDocument && classes === this.shownClasses) return;
    this.shown = facts ?? '';
    this.shownDocument = document;
    this.shownClasses = classes;
    const objects = image && mode !== 'off' ? this.withDraft(image) : [];
    this.ports.layer.show({ objects, classes, hidden: new Set(hidden), selected: this.selected, pins: image ? pins : [] });
  }

  private withDraft(image: OpenImage): readonly (readonly [string, LabelObject])[] {
    const { dragged } = this;
    const rest = [...image.labels.objects.entries()];
    if (!dragged?.value) return rest;
    return [...rest.filter(([id]) => id !== dragged.id), [dragged.id, dragged.value]];
  }

  private get open(): OpenImage {
    const image = this.ports.current();
    if (!image) throw new Error('No image is open.');
    return image;
  }

  private nameOf(classIndex: number): string {
    return this.ports.classes().find((each) => each.index === classIndex)?.name ?? 'This class';
  }
}
