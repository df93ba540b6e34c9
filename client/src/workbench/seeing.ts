import { COLOR_MAPS } from '../canvas/colorMaps';
import type { OverlayMode } from '../canvas/palette';
import { ProjectWindows } from './projectWindows';
import type { Preset } from './windows';
import type { Workbench } from './workbench';

const OVERLAY_ORDER: readonly OverlayMode[] = ['fill', 'outline', 'off'];

/** What keys and buttons do to how the image is shown. */
export class Seeing {
  /** Windows that the project keeps for everybody. */
  readonly kept: ProjectWindows;

  constructor(private readonly bench: Workbench, project: string) {
    this.kept = new ProjectWindows(project);
  }

  choosePreset(index: number): void {
    const name = this.bench.display.choosePreset(index);
    if (name) this.bench.announce(`Window ${name}`);
    this.bench.refresh();
  }

  /** A window for the grey values that are visible now. */
  autoHere(): void {
    this.bench.announce(this.bench.display.autoHere() ? 'Window for what is visible' : 'A coloured image has no automatic window.');
    this.bench.refresh();
  }

  async loadWindows(): Promise<void> {
    await this.kept.load();
    this.bench.display.keep(this.kept.list);
    this.bench.refresh();
  }

  /** Keeps the present window for everybody in the project. */
  async saveWindow(name: string): Promise<void> {
    if (!this.bench.image) return;
    const { modality } = this.bench.image.info;
    await this.kept.save(name, modality, this.bench.display.window);
    this.bench.display.keep(this.kept.list);
    this.choosePreset(this.bench.display.presets.findIndex((preset) => preset.id !== undefined && preset.name.toLowerCase() === name.toLowerCase()));
    this.bench.say(`The window ${name} is kept for everybody in the project.`);
  }

  async removeWindow(preset: Preset): Promise<void> {
    try {
      await this.kept.remove(preset.id!);
      this.bench.display.keep(this.kept.list);
      this.bench.say(`The window ${preset.name} is removed from the project.`);
    } catch (error) {
      this.bench.say(error instanceof Error ? error.message : String(error));
    }
    this.bench.refresh();
  }

  openMenu(menu: 'windows' | 'look'): void {
    const { windows, look } = this.bench.topBar;
    (menu === 'windows' ? windows : look).popover.open(true);
  }

  nextColors(): void {
    const at = COLOR_MAPS.findIndex(({ name }) => name === this.bench.settings.now.colorMap);
    const next = COLOR_MAPS[(at + 1) % COLOR_MAPS.length];
    this.bench.settings.update({ colorMap: next.name });
    this.bench.announce(`Colours ${next.word}`);
  }

  toggleBeside(): void {
    this.bench.beside.toggle();
    this.bench.announce(this.bench.beside.isOpen ? 'Side by side' : 'One image');
    this.bench.refresh();
  }

  toggleInvert(): void {
    this.bench.settings.update({ inverted: !this.bench.settings.now.inverted });
  }

  cycleOverlay(): void {
    const { mode } = this.bench.settings.now;
    this.bench.settings.update({ mode: OVERLAY_ORDER[(OVERLAY_ORDER.indexOf(mode) + 1) % OVERLAY_ORDER.length] });
  }
}
