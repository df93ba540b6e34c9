import { h, set } from '../../ui/dom';
import type { OpenImage } from '../images';
import { iconButton } from '../topBar';
import type { Viewer } from '../viewer';
import { MeasureLayer } from './measureLayer';
import { diameterText, regionFigures, regionTexts, type Measurement, type Spacing } from './measurement';
import { MeasureTool, type MeasureHost } from './measureTool';

export interface MeasuringPorts {
  readonly viewer: Viewer;
  readonly current: () => OpenImage | null;
  readonly isChosen: () => boolean;
  readonly say: (text: string) => void;
}

const KINDS: readonly { readonly kind: Measurement['kind']; readonly word: string }[] = [
  { kind: 'length', word: 'Length' }, { kind: 'ellipse', word: 'Ellipse' },
];

/** Measurements of the images of this visit; they are for looking and are not stored. */
export class Measuring implements MeasureHost {
  readonly tool = new MeasureTool(this);
  /** For the side panel: what to measure, and the measurements of the image as a list. */
  readonly options: HTMLElement;
  kind: Measurement['kind'] = 'length';
  selected = -1;
  private readonly byImage = new Map<string, readonly Measurement[]>();
  private readonly layer = new MeasureLayer();
  private readonly kinds: HTMLButtonElement[];
  private readonly found = h('ul', { class: 'wb-measured', 'aria-label': 'Measurements' });
  private shown: { imageId: string; list: readonly Measurement[]; selected: number } | null = null;

  constructor(private readonly ports: MeasuringPorts) {
    const { viewer } = ports;
    this.kinds = KINDS.map(({ kind, word }) => h('button', { type: 'button', text: word, onClick: () => this.choose(kind) }));
    this.options = h('div', { hidden: true },
      h('div', { class: 'wb-row' }, h('span', { text: 'What' }), h('div', { class: 'wb-seg', role: 'group', 'aria-label': 'Measure' }, ...this.kinds)), this.found);
    viewer.objects.element.after(this.layer.element);
    viewer.layers.push(this.layer);
  }

  get list(): readonly Measurement[] {
    return this.byImage.get(this.imageId) ?? [];
  }

  get spacing(): Spacing {
    return this.ports.current()?.info.spacingMm ?? null;
  }

  get zoomFactor(): number {
    return this.ports.viewer.engine.zoomFactor;
  }

  set(list: readonly Measurement[], selected: number): void {
    this.byImage.set(this.imageId, list);
    this.selected = selected;
    this.update();
  }

  finished(index: number): void {
    this.ports.say(this.textsOf(this.list[index]).join(', '));
  }

  /** Follows the open image and the tool. */
  update(): void {
    this.options.hidden = !this.ports.isChosen();
    KINDS.forEach(({ kind }, i) => set(this.kinds[i], { 'aria-pressed': String(kind === this.kind) }));
    const { imageId, list } = this;
    if (this.shown?.imageId !== imageId) this.selected = -1;
    const { selected } = this;
    if (this.shown?.imageId === imageId && this.shown.list === list && this.shown.selected === selected) return;
    this.shown = { imageId, list, selected };
    const texts = list.map((each) => this.textsOf(each));
    this.layer.show(list, texts, selected, this.spacing);
    this.layer.follow((point) => this.ports.viewer.engine.toCanvas(point));
    this.found.replaceChildren(...list.map((each, i) => h('li', {},
      h('button', { type: 'button', class: 'wb-measure', 'aria-pressed': String(i === selected), text: `${each.kind === 'length' ? 'Length' : 'Ellipse'} ${texts[i].join(' · ')}`, onClick: () => this.set(list, i) }),
      iconButton('delete', `Remove ${texts[i][0]}`, () => this.set(list.filter((_, k) => k !== i), -1)))));
  }

  private get imageId(): string {
    return this.ports.current()?.info.imageId ?? '';
  }

  private choose(kind: Measurement['kind']): void {
    this.kind = kind;
    this.update();
  }

  private textsOf(measurement: Measurement): string[] {
    const image = this.ports.current();
    if (measurement.kind === 'length') return [diameterText(measurement, this.spacing)];
    return regionTexts(measurement, image && regionFigures(image.samples, measurement), this.spacing, image?.info.unit ?? '');
  }
}
