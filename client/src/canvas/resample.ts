import type { Level } from './image';

/** For every screen position the left of the two source positions it mixes, and the share of the right one (0–256). */
export interface AxisMap {
  readonly index: Int32Array;
  readonly share: Int32Array;
  /** Screen positions first ≤ p < end lie on the image. */
  readonly first: number;
  readonly end: number;
}

/**
 * @param scale screen pixels per source pixel. @param origin screen position of source position 0.
 * @param count screen positions. @param limit source positions. @param smooth false = nearest source pixel.
 */
export function axisMap(scale: number, origin: number, count: number, limit: number, smooth: boolean): AxisMap {
  const index = new Int32Array(count);
  const share = new Int32Array(count);
  const last = limit - 1;
  for (let p = 0; p < count; p++) {
    const at = (p + 0.5 - origin) / scale;
    if (!smooth) {
      index[p] = Math.min(last, Math.max(0, Math.floor(at)));
      continue;
    }
    const centre = at - 0.5;
    const floor = Math.floor(centre);
    index[p] = Math.min(last, Math.max(0, floor));
    share[p] = floor < 0 || floor >= last ? 0 : Math.round((centre - floor) * 256);
  }
  const first = Math.max(0, Math.ceil(origin - 0.5));
  const end = Math.min(count, Math.ceil(origin + limit * scale - 0.5));
  return { index, share, first: Math.min(first, count), end: Math.max(end, 0) };
}

/**
 * Grey values of one screen row, columns first ≤ x < end, mixed from the four nearest source pixels after the lookup.
 * @param line scratch for one source row (16-bit fixed point); @param channels 1 or 3, interleaved.
 */
export function resampleRow(
  level: Level, channels: number, lut: Uint8Array, line: Int32Array,
  row: number, rowShare: number, map: AxisMap, first: number, end: number, out: Uint8Array,
): void {
  if (first >= end) return;
  const { data, columns } = level;
  const from = map.index[first] * channels;
  const to = Math.min(columns, map.index[end - 1] + 2) * channels;
  const upper = row * columns * channels;
  if (rowShare === 0) {
    for (let k = from; k < to; k++) line[k] = lut[data[upper + k]] << 8;
  } else {
    const lower = upper + columns * channels;
    const keep = 256 - rowShare;
    for (let k = from; k < to; k++) line[k] = lut[data[upper + k]] * keep + lut[data[lower + k]] * rowShare;
  }
  const { index, share } = map;
  if (channels === 3) {
    mixColors(line, index, share, first, end, out);
    return;
  }
  for (let x = first; x < end; x++) {
    const left = line[index[x]];
    const mix = share[x];
    out[x] = (mix === 0 ? left << 8 : left * (256 - mix) + line[index[x] + 1] * mix) >> 16;
  }
}

function mixColors(line: Int32Array, index: Int32Array, share: Int32Array, first: number, end: number, out: Uint8Array): void {
  for (let x = first, o = 3 * first; x < end; x++, o += 3) {
    const i = 3 * index[x];
    const mix = share[x];
    const keep = 256 - mix;
    // At the last column the share is 0 and the neighbour's value does not matter.
    out[o] = (line[i] * keep + line[i + 3] * mix) >> 16;
    out[o + 1] = (line[i + 1] * keep + line[i + 4] * mix) >> 16;
    out[o + 2] = (line[i + 2] * keep + line[i + 5] * mix) >> 16;
  }
}
