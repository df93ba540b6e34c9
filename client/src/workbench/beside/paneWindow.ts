import type { ImageInfo } from '../../api';
import type { Window } from '../../canvas/lut';
import { firstPreset, presetsOf } from '../windows';
import type { PaneChoice } from './content';

/** What a pane's window depends on in the open image. */
export interface MainWindow {
  readonly window: Window;
  readonly isFull: boolean;
  readonly unit: string;
}

/** The window of a pane: dragged, chosen by name, or the usual one of what it shows. */
export class PaneWindow {
  dragged: Window | null = null;
  /** By series: an automatic one stays that of the first picture, or the image would flicker while scrolling. */
  private readonly held = new Map<string, Window>();

  constructor(private readonly choice: PaneChoice) {}

  /** Usual is that of the open image where values mean the same, for the image itself another one, else that of a first opening. */
  of(info: ImageInfo, main: MainWindow): Window {
    if (this.dragged) return this.dragged;
    const { shows, window: name } = this.choice;
    const presets = presetsOf(info);
    const chosen = presets.find((preset) => preset.name === name);
    if (!chosen && shows === 'same') return presets[main.isFull ? 0 : 1].window;
    const sameValues = !shows.startsWith('series:') || (info.unit !== '' && info.unit === main.unit);
    if (!chosen && sameValues) return main.window;
    const key = info.series?.id ?? info.imageId;
    const window = this.held.get(key) ?? (chosen ?? presets[firstPreset(info)]).window;
    this.held.set(key, window);
    return window;
  }
}
