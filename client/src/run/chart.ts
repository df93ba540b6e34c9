import uPlot from 'uplot';
import { type ChartColors, drawMarks, type Marks, readColors } from './drawing';

export interface ChartLine {
  color: string;
  width: number;
  dash?: number[];
  /** Shown with the value under the pointer; lines without a name are not read out. */
  name?: string;
}

export interface ChartSetup {
  host: HTMLElement;
  /** Where the values under the pointer are written. */
  readout: HTMLElement;
  lines: ChartLine[];
  logarithmic: boolean;
  /** Fixed ends of the vertical axis; otherwise from 0 to the largest value. */
  range?: [number, number];
  ticks?: number[];
}

/** Ticks of one axis have the same number of decimals. */
function tickTexts(splits: (number | null)[], step: number): string[] {
  const hundredths = Math.round(step * 100);
  return splits.map((value) => value?.toFixed(hundredths % 10 === 0 ? 1 : 2) ?? '');
}

/** A logarithmic axis names powers of ten only, as uPlot leaves the others out. */
function powerTexts(splits: (number | null)[]): string[] {
  return splits.map((value) => (value === null ? '' : String(Number(value.toPrecision(1)))));
}

const NO_MARKS: Marks = { now: null, ends: [], levels: [], levelText: null, band: null, best: null };
/** Room behind the last value for the longest name, in pixels: about 7 a letter, within limits. */
const LETTER = 7;
const LEAST_ROOM = 92;
const MOST_ROOM = 170;

/** One uPlot chart over epochs: drag to zoom, double-click to see all, marks drawn on top. */
export class RunChart {
  private readonly plot: uPlot;
  private readonly watcher: ResizeObserver;
  private readonly colors: ChartColors;
  private marks = NO_MARKS;
  private zoom: { min: number; max: number } | null = null;
  private end = 1;

  constructor(private readonly setup: ChartSetup) {
    this.colors = readColors(setup.host);
    const empty = [[], ...setup.lines.map(() => [])] as unknown as uPlot.AlignedData;
    this.plot = new uPlot(this.options(), empty, setup.host);
    this.watcher = new ResizeObserver(() => this.plot.setSize(this.size()));
    this.watcher.observe(setup.host);
  }

  /** @param end where the horizontal axis ends: the wanted number of epochs */
  show(columns: (number | null)[][], marks: Marks, end: number): void {
    this.marks = marks;
    this.end = end;
    this.plot.batch(() => {
      this.plot.setData(columns as uPlot.AlignedData, false);
      this.plot.setScale('x', this.zoom ?? { min: 0, max: end });
    });
  }

  dispose(): void {
    this.watcher.disconnect();
    this.plot.destroy();
  }

  private endRoom(): number {
    const longest = Math.max(...this.setup.lines.map((line) => line.name?.length ?? 0));
    return Math.min(MOST_ROOM, Math.max(LEAST_ROOM, 16 + LETTER * (longest + '1  .00'.length)));
  }

  private size(): { width: number; height: number } {
    return { width: Math.max(160, this.setup.host.clientWidth), height: Math.max(120, this.setup.host.clientHeight) };
  }

  private options(): uPlot.Options {
    const { colors } = this;
    const font = `12px ${colors.font}`;
    const grid = { stroke: colors.line, width: 1 };
    const axis: uPlot.Axis = { stroke: colors.text3, font, ticks: { show: false } };
    return {
      ...this.size(),
      padding: [10, this.endRoom(), 0, 0],
      legend: { show: false },
      cursor: { drag: { x: true, y: false }, points: { size: 6 }, bind: { dblclick: () => () => this.showAll() } },
      scales: {
        x: { time: false, auto: false },
        y: { distr: this.setup.logarithmic ? 3 : 1, range: (_chart, least, most) => this.range(least, most) },
      },
      axes: [
        { ...axis, size: 26, gap: 4, grid: { show: false }, space: 44, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000] },
        {
          ...axis,
          size: 40,
          gap: 6,
          grid,
          space: 40,
          values: (_chart, splits, _axis, _space, step) => (this.setup.logarithmic ? powerTexts(splits) : tickTexts(splits, this.setup.ticks ? 0.1 : step)),
          ...(this.setup.ticks ? { splits: () => this.setup.ticks! } : {}),
        },
      ],
      series: [
        {},
        ...this.setup.lines.map((line): uPlot.Series => ({
          stroke: line.color,
          width: line.width,
          ...(line.dash ? { dash: line.dash } : {}),
          spanGaps: true,
          points: { show: (chart, index) => this.isSinglePoint(chart, index) },
        })),
      ],
      hooks: {
        draw: [(chart) => drawMarks(chart, this.marks, colors)],
        setSelect: [(chart) => this.keepZoom(chart)],
        setCursor: [(chart) => this.readOut(chart)],
      },
    };
  }

  /** A line needs two points; a lone one is drawn as a dot. */
  private isSinglePoint(chart: uPlot, series: number): boolean {
    let points = 0;
    for (const value of chart.data[series]) if (value !== null && ++points > 1) return false;
    return points === 1;
  }

  private range(least: number | null, most: number | null): [number, number] {
    if (this.setup.range) return this.setup.range;
    if (most === null || least === null) return this.setup.logarithmic ? [0.1, 1] : [0, 1];
    if (!this.setup.logarithmic) return [0, most > 0 ? most * 1.05 : 1];
    return least > 0 ? [least / 1.3, most * 1.3] : [most / 1000, most * 1.3];
  }

  private keepZoom(chart: uPlot): void {
    const { left, width } = chart.select;
    if (width > 0) this.zoom = { min: chart.posToVal(left, 'x'), max: chart.posToVal(left + width, 'x') };
  }

  private showAll(): null {
    this.zoom = null;
    this.plot.setScale('x', { min: 0, max: this.end });
    return null;
  }

  private readOut(chart: uPlot): void {
    const index = chart.cursor.idx;
    const place = index === null || index === undefined ? undefined : chart.data[0][index];
    this.setup.readout.textContent = place === undefined ? '' : this.valuesAt(chart, index!, place);
  }

  /** Values of one row; where a line has none there, its value before. */
  private valuesAt(chart: uPlot, index: number, place: number): string {
    const values = this.setup.lines.flatMap((line, position) => {
      if (!line.name) return [];
      const column = chart.data[position + 1];
      let row = index;
      while (row >= 0 && (column[row] === null || column[row] === undefined)) row--;
      return row < 0 ? [] : [`${line.name} ${column[row]!.toFixed(3)}`];
    });
    return [`epoch ${Number.isInteger(place) ? place : place.toFixed(1)}`, ...values].join(' · ');
  }
}
