import type { ImageInfo } from '../src/api';
import { LabelDocument } from '../src/canvas/document';
import { DEFAULT_OPTIONS, type ToolOptions } from '../src/tools/options';
import type { Rect } from '../src/patch';
import type { Images, OpenImage } from '../src/workbench/images';
import type { Workbench } from '../src/workbench/workbench';

/** An image of digits: classes, and . for none. */
export function openImage(id: string, rows: readonly string[], more: Partial<ImageInfo> = {}): OpenImage {
  const labels = Uint8Array.from(rows.join(''), (sign) => Number(sign) || 0);
  const document = new LabelDocument(id, rows.length, rows[0].length, labels, 1);
  const info = { imageId: id, name: id, rows: rows.length, columns: rows[0].length, canEdit: true, spacingMm: null, ...more } as ImageInfo;
  return { info, labels: document } as OpenImage;
}

export function digits({ labels: { rows, columns, labels } }: OpenImage): string[] {
  return Array.from({ length: rows }, (_, y) => [...labels.subarray(y * columns, (y + 1) * columns)].map((value) => value || '.').join(''));
}

/** What the commands need of a workbench: one series, the first slice open unless another one is. */
export class FakeBench {
  image: OpenImage;
  readonly said: string[] = [];
  readonly steps: string[] = [];
  readonly classes = ['Background', 'Nerve', 'Vessel', 'Bone'].map((name, index) => ({ index, name }));
  readonly settings: { now: { activeClass: number; locked: number[]; options: ToolOptions } } = { now: { activeClass: 1, locked: [], options: DEFAULT_OPTIONS } };
  readonly slices;
  readonly drawing;
  missing = '';

  constructor(readonly series: readonly OpenImage[], open = 0) {
    this.image = series[open];
    const slices = series.map((image) => image.info.imageId);
    this.slices = { current: { slices }, count: slices.length, indexOf: (id: string) => slices.indexOf(id), go: (index: number) => (this.image = this.series[index]) };
    this.drawing = {
      enabled: true,
      finish: () => {},
      mayChange: (active: boolean) => !active || !this.settings.now.locked.includes(this.settings.now.activeClass),
      replaceable: (onlyActive: boolean) => {
        const table = new Uint8Array(256).fill(onlyActive ? 0 : 1);
        if (onlyActive) table[this.settings.now.activeClass] = 1;
        for (const index of this.settings.now.locked) table[index] = 0;
        return table;
      },
      change: (image: OpenImage, tool: string, work: (labels: LabelDocument) => Rect | null) => {
        work(image.labels);
        const changed = image.labels.commit(tool) !== null;
        if (changed) this.steps.push(`${tool} ${image.info.imageId}`);
        return changed;
      },
    };
  }

  say(text: string): void {
    this.said.push(text);
  }

  get bench(): Workbench {
    return this as unknown as Workbench;
  }

  get images(): Images {
    const get = (id: string): Promise<OpenImage> => id === this.missing ? Promise.reject(new Error('The studio cannot be reached.')) : Promise.resolve(this.series.find((image) => image.info.imageId === id)!);
    return { get, labels: async (id: string) => (await get(id)).labels } as unknown as Images;
  }
}
