/** How grey becomes colour on the screen. */
export interface ColorMap {
  readonly name: string;
  readonly word: string;
  /** Red, green, blue of every grey 0–255, one after the other; null leaves greys grey. */
  readonly colors: Uint8Array | null;
}

type Curve = (share: number) => readonly [number, number, number];

const unit = (value: number): number => Math.min(1, Math.max(0, value));

/** Black, red, yellow, white, as a glowing body: red rises over the first 3/8, green over the next, blue over the rest. */
const hot: Curve = (share) => [unit((8 * share) / 3), unit((8 * share - 3) / 3), unit(4 * share - 3)];

/** Grey with a tinge of blue, for radiographs: seven parts grey and one part `hot` with red and blue changed. */
const bone: Curve = (share) => {
  const [red, green, blue] = hot(share);
  return [(7 * share + blue) / 8, (7 * share + green) / 8, (7 * share + red) / 8];
};

/** Nine points of viridis (Stéfan van der Walt and Nathaniel Smith, 2015, CC0), which rises evenly in lightness. */
const VIRIDIS = [[68, 1, 84], [71, 45, 123], [59, 82, 139], [44, 114, 142], [33, 145, 140], [40, 174, 128], [94, 201, 98], [173, 220, 48], [253, 231, 37]];

const viridis: Curve = (share) => {
  const at = share * (VIRIDIS.length - 1);
  const low = Math.min(VIRIDIS.length - 2, Math.floor(at));
  const [r, g, b] = [0, 1, 2].map((i) => (VIRIDIS[low][i] + (at - low) * (VIRIDIS[low + 1][i] - VIRIDIS[low][i])) / 255);
  return [r, g, b];
};

/** The hues from blue (240°) to red (0°) at full saturation, as perfusion maps use them; the lowest grey is black. */
const perfusion: Curve = (share) => {
  if (share === 0) return [0, 0, 0];
  const sixth = 4 * (1 - share);
  return [unit(2 - sixth), unit(sixth < 2 ? sixth : 4 - sixth), unit(sixth - 2)];
};

function tableOf(curve: Curve): Uint8Array {
  const colors = new Uint8Array(3 * 256);
  for (let grey = 0; grey < 256; grey++) curve(grey / 255).forEach((value, i) => (colors[3 * grey + i] = Math.round(255 * value)));
  return colors;
}

/** Grey first. Only grey images are coloured. */
export const COLOR_MAPS: readonly ColorMap[] = [
  { name: 'grey', word: 'Grey', colors: null },
  { name: 'hot', word: 'Hot', colors: tableOf(hot) },
  { name: 'bone', word: 'Bone blue', colors: tableOf(bone) },
  { name: 'viridis', word: 'Viridis', colors: tableOf(viridis) },
  { name: 'perfusion', word: 'Perfusion', colors: tableOf(perfusion) },
];

export function colorMap(name: string): ColorMap {
  return COLOR_MAPS.find((each) => each.name === name) ?? COLOR_MAPS[0];
}
