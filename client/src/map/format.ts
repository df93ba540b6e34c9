/** Points of the map as the studio sends them; a point is a place in every column. */
export interface MapPoints {
  readonly count: number;
  readonly ids: Float64Array;
  /** Both from 0 to 1, y downwards. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Places in `head.sets`, `head.states` and `head.parts`. */
  readonly sets: Uint16Array;
  readonly states: Uint8Array;
  readonly parts: Uint8Array;
  readonly head: MapHead;
}

export interface MapHead {
  readonly count: number;
  /** Sets of class indexes. */
  readonly sets: readonly (readonly number[])[];
  readonly states: readonly string[];
  readonly parts: readonly string[];
}

const LINE_FEED = 10;

/** One line of JSON, as long as keeps the numbers aligned, then the columns one after the other. */
export function parsePoints(content: ArrayBuffer): MapPoints {
  const bytes = new Uint8Array(content);
  let at = bytes.indexOf(LINE_FEED) + 1;
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(0, at))) as MapHead;
  const { count } = head;
  const take = (size: number): [ArrayBuffer, number, number] => {
    at += count * size;
    return [content, at - count * size, count];
  };
  return {
    count, head,
    ids: new Float64Array(...take(8)), x: new Float32Array(...take(4)), y: new Float32Array(...take(4)),
    sets: new Uint16Array(...take(2)), states: new Uint8Array(...take(1)), parts: new Uint8Array(...take(1)),
  };
}

export const NO_POINTS: MapPoints = {
  count: 0, ids: new Float64Array(), x: new Float32Array(), y: new Float32Array(),
  sets: new Uint16Array(), states: new Uint8Array(), parts: new Uint8Array(), head: { count: 0, sets: [], states: [], parts: [] },
};
