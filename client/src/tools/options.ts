/** How the drawing tools work; remembered per person and project. Grey values are in rescaled units. */
export interface ToolOptions {
  /** Pen pressure scales the brush. */
  readonly pressure: boolean;
  /** The plain brush paints only inside the grey range too. */
  readonly insideRange: boolean;
  readonly range: 'sampled' | 'fixed';
  /** Half width of a sampled range in standard deviations. */
  readonly spread: number;
  /** Ends of the fixed range; null until somebody sets it. */
  readonly fixedRange: readonly [number, number] | null;
  /** What the fill tool goes by. */
  readonly fillBy: 'grey' | 'label';
  /** Largest difference from the seed; null until somebody sets it. */
  readonly tolerance: number | null;
  /** Compare means of 3 × 3 pixels instead of single ones. */
  readonly ignoreNoise: boolean;
  /** Whether pixels that share only a corner belong together. */
  readonly diagonal: boolean;
  /** Step of grow, shrink and smooth in pixels. */
  readonly radius: number;
  /** Parts smaller than so many pixels are islands. */
  readonly islandSize: number;
  /** What Ctrl C and "to the next slice" take. */
  readonly copy: 'all' | 'active';
  /** The folded parts of the panel that are open. */
  readonly unfolded: readonly string[];
}

export const DEFAULT_OPTIONS: ToolOptions = {
  pressure: true, insideRange: false, range: 'sampled', spread: 2, fixedRange: null, fillBy: 'grey', tolerance: null, ignoreNoise: true, diagonal: false,
  radius: 2, islandSize: 50, copy: 'all', unfolded: [],
};
