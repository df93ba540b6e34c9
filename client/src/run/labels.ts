/** A text that wants to stand at a height, in pixels. */
export interface WantedLabel {
  y: number;
  text: string;
  color: string;
}

/**
 * Moves texts apart so that none covers another, as little as possible and within the chart. The order of heights stays.
 * @returns the height of each text, in the order given
 */
export function spread(wanted: readonly WantedLabel[], gap: number, top: number, bottom: number): number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => wanted[a].y - wanted[b].y);
  const heights = wanted.map((label) => label.y);
  order.forEach((index, place) => {
    const above = place === 0 ? top : heights[order[place - 1]] + gap;
    heights[index] = Math.max(heights[index], above);
  });
  for (let place = order.length - 1; place >= 0; place--) {
    const below = place === order.length - 1 ? bottom : heights[order[place + 1]] - gap;
    heights[order[place]] = Math.min(heights[order[place]], below);
  }
  return heights;
}

/** ".35" is read faster than "0.35" beside a line; the table has the long form. */
export function short(value: number): string {
  const text = value.toFixed(2);
  return text.startsWith('0.') ? text.slice(1) : text;
}
