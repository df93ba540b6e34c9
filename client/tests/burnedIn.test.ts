import { describe, expect, it } from 'vitest';
import { toPixels } from '../src/burnedIn/rectangle';

const frame = { left: 100, top: 50, width: 200, height: 100 };

describe('toPixels', () => {
  it('grows outwards to whole pixels', () => {
    expect(toPixels({ x: 101, y: 51 }, { x: 103, y: 53 }, frame, 100, 50)).toEqual({ left: 0, top: 0, width: 2, height: 2 });
  });

  it('does not mind in which direction was drawn', () => {
    expect(toPixels({ x: 140, y: 90 }, { x: 120, y: 70 }, frame, 400, 200)).toEqual({ left: 40, top: 40, width: 40, height: 40 });
  });

  it('cuts at the edge of the picture', () => {
    expect(toPixels({ x: 0, y: 0 }, { x: 900, y: 900 }, frame, 400, 200)).toEqual({ left: 0, top: 0, width: 400, height: 200 });
  });
});
