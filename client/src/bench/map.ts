import type { MapPoints } from '../map/format';
import { ImageMap } from '../map/imageMap';
import { frame, frames, spread, type Spread } from './frames';

export interface MapMeasureOptions {
  readonly count: number;
  /** The page in CSS pixels. */
  readonly width: number;
  readonly height: number;
}

/** Milliseconds of a frame, until the page's thread has painted and is free again. */
export interface MapMeasured {
  readonly pan: Spread;
  readonly zoom: Spread;
  readonly panChosen: Spread;
  /** One area round a tenth of the points: finding them, choosing them and drawing. */
  readonly lasso: Spread;
}

const FRAMES = 60;
const LASSOS = 10;
const CORNERS = 60;

/** Times the map of made-up points in groups, with the calls that its pointer makes. */
export async function measureMap({ count, width, height }: MapMeasureOptions): Promise<MapMeasured> {
  const host = document.createElement('div');
  host.className = 'map-stage';
  host.style.cssText = `position:fixed;left:0;top:0;width:${width}px;height:${height}px;z-index:9999`;
  document.body.append(host);
  const map = new ImageMap(host, { chose: () => {}, open: () => {}, remake: () => {} }, { project: '', classes: [
    { index: 1, name: 'one', color: '#ffb02e' }, { index: 2, name: 'two', color: '#4cc9f0' },
  ] });
  try {
    await frame(() => map.show(grouped(count)));
    const pan = (i: number): void => {
      map.view.pan(i % 8 < 4 ? 9 : -9, i % 4 < 2 ? 7 : -7);
      map.moved();
    };
    const plain = await frames(FRAMES, pan);
    const zoom = await frames(FRAMES, (i) => {
      map.view.zoomAt({ x: width / 2, y: height / 2 }, i % 12 < 6 ? 1.2 : 1 / 1.2);
      map.moved();
    });
    const area = [...Array(CORNERS)].map((_, i) => ({ x: 0.5 + 0.16 * Math.cos((i / CORNERS) * 2 * Math.PI), y: 0.5 + 0.16 * Math.sin((i / CORNERS) * 2 * Math.PI) }));
    const lasso = await frames(LASSOS, () => map.drawn(area, 'replace'));
    return { pan: spread(plain), zoom: spread(zoom), panChosen: spread(await frames(FRAMES, pan)), lasso: spread(lasso) };
  } finally {
    map.dispose();
    host.remove();
  }
}

function grouped(count: number): MapPoints {
  const places = [...Array(count)].map((_, i) => {
    const group = i % 40;
    const [turn, reach] = [i * 2.399963, 0.09 * Math.sqrt(((i * 0.754878) % 1))];
    return { x: 0.1 + ((group * 0.618034) % 1) * 0.8 + reach * Math.cos(turn), y: 0.1 + ((group * 0.324718) % 1) * 0.8 + reach * Math.sin(turn) };
  });
  return {
    count, ids: Float64Array.from(places, (_, i) => i + 1), x: Float32Array.from(places, (p) => p.x), y: Float32Array.from(places, (p) => p.y),
    sets: Uint16Array.from(places, (_, i) => i % 4), states: new Uint8Array(count), parts: new Uint8Array(count),
    head: { count, sets: [[], [1], [2], [1, 2]], states: ['not-started'], parts: ['training'] },
  };
}
