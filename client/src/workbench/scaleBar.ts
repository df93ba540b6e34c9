const LONGEST_PX = 110;

/**
 * The longest round length (1, 2 or 5 × 10ⁿ) that fits the bar.
 * @param zoom CSS pixels per image pixel. @param spacingMm mm per image pixel, 0 when unknown.
 */
export function scaleBar(zoom: number, spacingMm: number): { width: number; text: string } {
  const perUnit = spacingMm > 0 ? zoom / spacingMm : zoom;
  const room = LONGEST_PX / perUnit;
  const decade = 10 ** Math.floor(Math.log10(room));
  const length = [5, 2, 1].map((factor) => factor * decade).find((each) => each <= room) ?? decade;
  return { width: length * perUnit, text: spacingMm > 0 ? lengthText(length) : `${round(length)} px` };
}

function lengthText(mm: number): string {
  if (mm >= 100) return `${round(mm / 10)} cm`;
  return mm >= 0.1 ? `${round(mm)} mm` : `${round(mm * 1000)} µm`;
}

function round(value: number): string {
  return String(Number(value.toPrecision(3)));
}
