import { describe, expect, it } from 'vitest';
import file from '../../tests/vectors/labelmap-patch.json';
import { fromBase64 } from '../src/base64';
import { applyRuns, decodePatch, diffRuns, encodePatch, PatchError } from '../src/patch';

interface Vector {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly patch: string;
}

interface Vectors {
  readonly valid: readonly (Vector & { readonly before: string; readonly after: string; readonly inverse: string })[];
  readonly invalid: readonly (Vector & { readonly maxClass: number })[];
}

/** The same file that the server's reader is tested against. */
const vectors: Vectors = file;
const fromHex = (text: string): Uint8Array => Uint8Array.from(text.match(/../g) ?? [], (byte) => parseInt(byte, 16));
const toHex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

describe('patch vectors shared with the server', () => {
  it.each(vectors.valid)('$name', ({ width, height, before, patch, after, inverse }) => {
    const labels = fromBase64(before);
    applyRuns(decodePatch(fromHex(patch), width * height), labels, width);
    expect([...labels]).toEqual([...fromBase64(after)]);
    const back = diffRuns(labels, fromBase64(before), width, { x0: 0, y0: 0, x1: width, y1: height });
    expect(toHex(encodePatch(back))).toBe(inverse);
  });

  it.each(vectors.invalid)('refuses: $name', ({ width, height, maxClass, patch }) => {
    expect(() => decodePatch(fromHex(patch), width * height, maxClass)).toThrow(PatchError);
  });
});
