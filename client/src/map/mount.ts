import type { MapClass } from './coloring';
import { ImageMap } from './imageMap';

/** The page's component (a .NET object reference). */
interface MapComponent {
  invokeMethodAsync(name: 'OnSelected', ids: unknown): Promise<void>;
  invokeMethodAsync(name: 'OnNoneSelected'): Promise<void>;
  invokeMethodAsync(name: 'OnOpen', imageId: string): Promise<void>;
  invokeMethodAsync(name: 'OnRemake'): Promise<void>;
}

/** Blazor's: many ids are too long for one message and travel as a stream. */
declare const DotNet: { createJSStreamReference(bytes: Uint8Array): unknown };

export interface MountOptions {
  readonly project: string;
  readonly classes: readonly MapClass[];
}

export function mount(host: HTMLElement, component: MapComponent, options: MountOptions): { show(url: string): void; select(ids: number[]): void; dispose(): void } {
  // One after the other: what was chosen last must arrive last.
  let told: Promise<void> = Promise.resolve();
  // A stream without a byte never ends.
  const tell = (ids: ReadonlySet<number>): Promise<void> => ids.size === 0
    ? component.invokeMethodAsync('OnNoneSelected')
    : component.invokeMethodAsync('OnSelected', DotNet.createJSStreamReference(new Uint8Array(Float64Array.from(ids).buffer)));
  const map = new ImageMap(host, {
    chose: (ids) => (told = told.then(() => tell(ids), () => tell(ids))),
    open: (id) => void component.invokeMethodAsync('OnOpen', String(id)),
    remake: () => void component.invokeMethodAsync('OnRemake'),
  }, options);
  return {
    show: (url) => void map.load(url),
    select: (ids) => map.choose(new Set(ids)),
    dispose: () => map.dispose(),
  };
}
