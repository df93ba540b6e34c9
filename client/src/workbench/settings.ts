import type { OverlayMode } from '../canvas/palette';
import { DEFAULT_OPTIONS, type ToolOptions } from '../tools/options';
import type { ToolName } from '../tools/tool';
import type { PaneChoice } from './beside/content';

/** What a person has chosen; the first part is remembered per person and project. */
export interface Choices {
  readonly tool: ToolName;
  readonly activeClass: number;
  /** Brush diameter in image pixels per class index. */
  readonly sizes: Readonly<Record<number, number>>;
  /** Drawing tool per class index. */
  readonly tools: Readonly<Record<number, ToolName>>;
  readonly mode: OverlayMode;
  /** Fill opacity, 0–1. */
  readonly opacity: number;
  readonly shapeIsEllipse: boolean;
  readonly options: ToolOptions;
  readonly queueFolded: boolean;
  /** Whether other images are shown beside the open one, and what in each pane. */
  readonly beside: boolean;
  readonly panes: readonly PaneChoice[];
  /** See `Look`. */
  readonly gamma: number;
  readonly colorMap: string;
  readonly smooth: boolean;
  readonly hidden: readonly number[];
  readonly locked: readonly number[];
  readonly inverted: boolean;
  readonly overlayHidden: boolean;
  readonly panelsHidden: boolean;
}

const REMEMBERED = [
  'tool', 'activeClass', 'sizes', 'tools', 'mode', 'opacity', 'shapeIsEllipse', 'options', 'queueFolded', 'beside', 'panes', 'gamma', 'colorMap', 'smooth',
] as const;
const DEFAULTS: Choices = {
  tool: 'brush', activeClass: 1, sizes: {}, tools: {}, mode: 'fill', opacity: 0.26, shapeIsEllipse: false, options: DEFAULT_OPTIONS, queueFolded: false,
  beside: false, panes: [], gamma: 1, colorMap: 'grey', smooth: true,
  hidden: [], locked: [], inverted: false, overlayHidden: false, panelsHidden: false,
};

export const LARGEST_BRUSH = 400;
const DEFAULT_BRUSH = 30;
const DRAWING: readonly ToolName[] = ['brush', 'polygon', 'freehand', 'shape', 'threshold', 'grow', 'smart', 'box', 'point'];

export class Settings {
  onChange: (before: Choices) => void = () => {};
  private choices: Choices;
  /** What draws a class that nothing else was used for yet. */
  private usual: ToolName = DEFAULTS.tool;
  private fresh: boolean;

  constructor(private readonly storage: Storage | null, private readonly key: string) {
    const remembered = this.read();
    this.fresh = remembered.tool === undefined;
    // What was written by an earlier version lacks the newer options.
    this.choices = { ...DEFAULTS, ...remembered, options: { ...DEFAULT_OPTIONS, ...remembered.options } };
  }

  /** The tool to begin with, for who has chosen none here. */
  startWith(tool: ToolName): void {
    if (DRAWING.includes(tool)) this.usual = tool;
    if (!this.fresh) return;
    this.fresh = false;
    this.update({ tool });
  }

  get now(): Choices {
    return this.choices;
  }

  update(change: Partial<Choices>): void {
    const before = this.choices;
    this.choices = { ...before, ...change };
    this.write();
    this.onChange(before);
  }

  get brushSize(): number {
    return this.choices.sizes[this.choices.activeClass] ?? DEFAULT_BRUSH;
  }

  setBrushSize(size: number): void {
    const rounded = Math.min(LARGEST_BRUSH, Math.max(1, Math.round(size)));
    this.update({ sizes: { ...this.choices.sizes, [this.choices.activeClass]: rounded } });
  }

  setOptions(change: Partial<ToolOptions>): void {
    this.update({ options: { ...this.choices.options, ...change } });
  }

  /** One step of the bracket keys: a tenth, at least one pixel. */
  stepBrush(direction: 1 | -1): void {
    this.setBrushSize(this.brushSize + direction * Math.max(1, Math.round(this.brushSize * 0.1)));
  }

  chooseTool(tool: ToolName): void {
    const { activeClass, tools } = this.choices;
    this.update(DRAWING.includes(tool) ? { tool, tools: { ...tools, [activeClass]: tool } } : { tool });
  }

  /** Choosing a class means drawing it: a tool that does not draw gives way to the one last used for the class. */
  chooseClass(index: number): void {
    const { tool, tools } = this.choices;
    this.update({ activeClass: index, tool: tools[index] ?? (DRAWING.includes(tool) ? tool : this.usual) });
  }

  toggle(list: 'hidden' | 'locked', index: number): void {
    const now = this.choices[list];
    this.update({ [list]: now.includes(index) ? now.filter((each) => each !== index) : [...now, index] });
  }

  /** Lists every class but this one, or none when it stands like that already. */
  only(list: 'hidden' | 'locked', index: number, all: readonly number[]): void {
    const others = all.filter((each) => each !== index);
    const already = this.choices[list].length === others.length && others.every((each) => this.choices[list].includes(each));
    this.update({ [list]: already ? [] : others });
  }

  private read(): Partial<Choices> {
    try {
      return JSON.parse(this.storage?.getItem(this.key) ?? '{}') as Partial<Choices>;
    } catch {
      return {};
    }
  }

  private write(): void {
    try {
      const kept = Object.fromEntries(REMEMBERED.map((name) => [name, this.choices[name]]));
      this.storage?.setItem(this.key, JSON.stringify(kept));
    } catch {
      // Choices are a comfort; without room for them the workbench goes on with the defaults.
    }
  }
}
