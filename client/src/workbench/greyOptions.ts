import type { ImageInfo } from '../api';
import type { GreyRange } from '../tools/greyRange';
import type { ToolOptions } from '../tools/options';

/** Tolerance of a grown region until somebody sets one, as share of the image's span. */
const FIRST_TOLERANCE = 0.05;

type Facts = Pick<ImageInfo, 'samplesPerPixel' | 'bytesPerSample' | 'min' | 'max' | 'percentile1' | 'percentile99'>;

/** The values a person can choose between, in rescaled units; of a coloured image its luminance. */
export function greyLimits({ samplesPerPixel, bytesPerSample, min, max }: Facts): GreyRange {
  return samplesPerPixel === 1 ? { low: min, high: max } : { low: 0, high: 2 ** (8 * bytesPerSample) - 1 };
}

/** From the dark to the bright parts of an image: 1st to 99th percentile, or all of it where these are the same. */
export function greySpanOf(facts: Facts): number {
  const { low, high } = greyLimits(facts);
  const span = facts.samplesPerPixel === 1 ? facts.percentile99 - facts.percentile1 : high - low;
  return span > 0 ? span : Math.max(high - low, 1);
}

export function toleranceOn(facts: Facts, { tolerance }: ToolOptions): number {
  return Math.min(greySpanOf(facts), tolerance ?? FIRST_TOLERANCE * greySpanOf(facts));
}

/** The chosen range, at first the brighter half of the image. */
export function fixedRangeOn(facts: Facts, { fixedRange }: ToolOptions): GreyRange {
  if (fixedRange) return { low: Math.min(...fixedRange), high: Math.max(...fixedRange) };
  const { low, high } = greyLimits(facts);
  return { low: Math.round((low + high) / 2), high };
}
