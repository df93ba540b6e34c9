import type { ImageInfo } from '../../api';
import { Series } from '../series';
import { NOTHING_BESIDE, type Offer } from './content';
import { linkedSlice } from './link';
import { gridOf, planeOf, toPatient } from './planes';
import { getBeside, getReaders } from './requests';

/** What the open image, or its series, can be compared with. */
export class Offers {
  offer: Offer = NOTHING_BESIDE;
  private key = '';
  private series = new Map<string, Series>();

  /** Whether it belongs to the image. */
  isFor(info: ImageInfo): boolean {
    return this.key === keyOf(info);
  }

  get isLoaded(): boolean {
    return this.key !== '';
  }

  /** The other series, for their slices' facts. */
  get others(): readonly Series[] {
    return [...this.series.values()];
  }

  forget(): void {
    this.offer = NOTHING_BESIDE;
    this.key = '';
    this.series = new Map();
  }

  /** @param stillOpen asked when the answer is there. Returns false when another image has been opened meanwhile. */
  async load(info: ImageInfo, stillOpen: () => ImageInfo | undefined): Promise<boolean> {
    const asked = info.series ? getBeside(info.imageId) : Promise.resolve([]);
    // What cannot be asked for now is missing from the lists; the image itself is there.
    const [stacks, readers] = await Promise.all([asked.catch(() => []), getReaders(info.imageId).catch(() => NOTHING_BESIDE.readers)]);
    const open = stillOpen();
    if (!open || keyOf(open) !== keyOf(info)) return false;
    this.offer = { stacks: unique(stacks), readers };
    this.series = new Map(this.offer.stacks.slice(1).map((stack) => [stack.label, new Series(stack.series)]));
    this.key = keyOf(info);
    return true;
  }

  /** The slice of another series that goes with a slice of the open one, or in words why there is none. */
  sliceOf(label: string, index: number, { rows, columns, spacingMm }: ImageInfo): { series: Series; index: number } | string {
    const [own, ...others] = this.offer.stacks;
    const stack = others.find((each) => each.label === label);
    const series = this.series.get(label);
    if (!stack || !series) return own?.label === label ? `${label} is the image you work on.` : `There is no ${label} for this image.`;
    const middle = toPatient(gridOf({ rows, columns, spacingMm, plane: own.planes[index] ?? null }), { x: columns / 2, y: rows / 2 });
    const found = linkedSlice(index, own.planes.length, middle, stack.planes.map((plane) => planeOf(plane)));
    return found === null ? `${label} has no slice at this place.` : { series, index: found };
  }
}

/** The offer belongs to the series, or to the image outside of one. */
function keyOf({ series, imageId }: ImageInfo): string {
  return series?.id ?? `image ${imageId}`;
}

/** Two series of one name are told apart by a number. */
function unique<T extends { readonly label: string }>(stacks: readonly T[]): T[] {
  const seen = new Map<string, number>();
  return stacks.map((stack) => {
    const times = (seen.get(stack.label) ?? 0) + 1;
    seen.set(stack.label, times);
    return times === 1 ? stack : { ...stack, label: `${stack.label} (${times})` };
  });
}
