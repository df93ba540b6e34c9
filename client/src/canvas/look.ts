/** How grey values reach the screen besides their window. */
export interface Look {
  /** Above 1 the middle greys are brighter, below 1 darker; black and white stay. */
  readonly gamma: number;
  /** See `ColorMap.colors`. */
  readonly colors: Uint8Array | null;
  /** False shows every pixel as a square at any zoom. */
  readonly smooth: boolean;
}

export const PLAIN: Look = { gamma: 1, colors: null, smooth: true };
