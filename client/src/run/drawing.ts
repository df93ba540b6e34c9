import type uPlot from 'uplot';
import { spread, type WantedLabel } from './labels';

/** What is drawn on a chart beside its lines. Heights and places are in values of the axes. */
export interface Marks {
  /** The present: a vertical line, with the time still to come left empty behind it. */
  now: number | null;
  ends: { at: number; value: number; text: string; color: string }[];
  levels: { value: number; color: string }[];
  levelText: string | null;
  /** How far readers agree, behind the lines; its text stands above it. */
  band: { low: number; high: number; text: string } | null;
  /** The kept epoch, with the lowest and the highest line there: the mark stands below, or above where there is no room. */
  best: { at: number; low: number; high: number } | null;
}

export interface ChartColors {
  text1: string;
  text3: string;
  line: string;
  accent: string;
  surface: string;
  font: string;
}

export function readColors(element: Element): ChartColors {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    text1: token('--text-1'),
    text3: token('--text-3'),
    line: token('--line'),
    accent: token('--accent'),
    surface: token('--surface-1'),
    font: style.fontFamily,
  };
}

const END_GAP = 15;
const RING = 4;
/** Pixels between a line's end and a text beside which they stand in each other's way. */
const CROWDED = 40;

/** Draws the marks after the lines, in device pixels as the canvas wants them. */
export function drawMarks(chart: uPlot, marks: Marks, colors: ChartColors): void {
  const { ctx } = chart;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.textBaseline = 'middle';
  drawAxisName(chart, colors, ratio);
  if (marks.band) drawBand(chart, marks.band, colors, ratio);
  drawLevels(chart, marks, colors, ratio);
  if (marks.now !== null) drawNow(chart, marks.now, colors, ratio);
  if (marks.best) drawBest(chart, marks.best, colors, ratio);
  drawEnds(chart, marks, colors, ratio);
  ctx.restore();
}

function setFont(chart: uPlot, colors: ChartColors, ratio: number, weight = 400): void {
  chart.ctx.font = `${weight} ${12 * ratio}px ${colors.font}`;
}

/** Beside the last number, where the axis has none of its own. */
function drawAxisName(chart: uPlot, colors: ChartColors, ratio: number): void {
  const { ctx, bbox } = chart;
  setFont(chart, colors, ratio);
  ctx.textAlign = 'left';
  ctx.fillStyle = colors.text3;
  ctx.fillText('epoch', bbox.left + bbox.width + 18 * ratio, bbox.top + bbox.height + 11 * ratio);
}

function drawLevels(chart: uPlot, marks: Marks, colors: ChartColors, ratio: number): void {
  const { ctx, bbox } = chart;
  ctx.lineWidth = 1.5 * ratio;
  ctx.setLineDash([2 * ratio, 4 * ratio]);
  let highest = bbox.top + bbox.height;
  for (const level of marks.levels) {
    const y = chart.valToPos(level.value, 'y', true);
    highest = Math.min(highest, y);
    ctx.strokeStyle = level.color;
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
  }
  ctx.setLineDash([]);
  if (marks.levelText === null || marks.levels.length === 0) return;
  setFont(chart, colors, ratio);
  const y = highest - 9 * ratio;
  // Lines that end here, and the mark of the kept epoch at them, leave no room; where they begin there is some.
  const isCrowded = marks.ends.some((end) => Math.abs(chart.valToPos(end.value, 'y', true) - y) < CROWDED * ratio);
  ctx.textAlign = isCrowded ? 'left' : 'right';
  casedText(chart, marks.levelText, isCrowded ? bbox.left + 6 * ratio : bbox.left + bbox.width - 2 * ratio, y, colors.text3, colors, ratio);
}

/** Two or three people agree so far: a model above it cannot be told from them. A band of no height is a dashed line. */
function drawBand(chart: uPlot, band: NonNullable<Marks['band']>, colors: ChartColors, ratio: number): void {
  const { ctx, bbox } = chart;
  const top = chart.valToPos(band.high, 'y', true);
  const bottom = chart.valToPos(band.low, 'y', true);
  ctx.fillStyle = `${colors.text3}26`;
  ctx.fillRect(bbox.left, top, bbox.width, bottom - top);
  ctx.strokeStyle = colors.text3;
  ctx.lineWidth = ratio;
  ctx.setLineDash([6 * ratio, 4 * ratio]);
  for (const y of new Set([top, bottom])) {
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
  }
  ctx.setLineDash([]);
  setFont(chart, colors, ratio);
  ctx.textAlign = 'left';
  casedText(chart, band.text, bbox.left + 6 * ratio, Math.max(top - 9 * ratio, bbox.top + 8 * ratio), colors.text3, colors, ratio);
}

function drawNow(chart: uPlot, now: number, colors: ChartColors, ratio: number): void {
  const { ctx, bbox } = chart;
  const x = chart.valToPos(now, 'x', true);
  if (x < bbox.left || x > bbox.left + bbox.width) return;
  ctx.strokeStyle = colors.text3;
  ctx.lineWidth = ratio;
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
}

function drawBest(chart: uPlot, best: NonNullable<Marks['best']>, colors: ChartColors, ratio: number): void {
  const { ctx, bbox } = chart;
  const x = chart.valToPos(best.at, 'x', true);
  const below = chart.valToPos(best.low, 'y', true) + 7 * ratio;
  const hasRoom = below + 26 * ratio < bbox.top + bbox.height;
  const y = hasRoom ? below : chart.valToPos(best.high, 'y', true) - 7 * ratio;
  const down = hasRoom ? ratio : -ratio;
  if (x < bbox.left || x > bbox.left + bbox.width) return;
  ctx.fillStyle = colors.accent;
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x - 5 * ratio, y + 8 * down);
  ctx.lineTo(x + 5 * ratio, y + 8 * down);
  ctx.fill();
  setFont(chart, colors, ratio);
  const half = ctx.measureText('best, kept').width / 2;
  ctx.textAlign = 'center';
  const center = Math.min(Math.max(x, bbox.left + half), bbox.left + bbox.width - half);
  casedText(chart, 'best, kept', center, y + 17 * down, colors.accent, colors, ratio);
}

function drawEnds(chart: uPlot, marks: Marks, colors: ChartColors, ratio: number): void {
  const { ctx, bbox } = chart;
  const seen = marks.ends.filter((end) => {
    const x = chart.valToPos(end.at, 'x', true);
    return x >= bbox.left && x <= bbox.left + bbox.width + 1;
  });
  const wanted: WantedLabel[] = seen.map((end) => ({ y: chart.valToPos(end.value, 'y', true), text: end.text, color: end.color }));
  const heights = spread(wanted, END_GAP * ratio, bbox.top, bbox.top + bbox.height);
  setFont(chart, colors, ratio, 600);
  ctx.textAlign = 'left';
  seen.forEach((end, index) => {
    const x = chart.valToPos(end.at, 'x', true);
    ctx.lineWidth = 2 * ratio;
    ctx.strokeStyle = end.color;
    ctx.fillStyle = colors.surface;
    ctx.beginPath();
    ctx.arc(x, wanted[index].y, RING * ratio, 0, 2 * Math.PI);
    ctx.fill();
    ctx.stroke();
    casedText(chart, end.text, x + 9 * ratio, heights[index], end.color, colors, ratio);
  });
}

/** Text with a rim in the card's colour, so that a line behind it does not make it unreadable. */
function casedText(chart: uPlot, text: string, x: number, y: number, color: string, colors: ChartColors, ratio: number): void {
  const { ctx } = chart;
  ctx.lineJoin = 'round';
  ctx.lineWidth = 3 * ratio;
  ctx.strokeStyle = colors.surface;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = color;
  ctx.fillText(text, x, y);
}
