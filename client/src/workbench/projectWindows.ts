import { request } from '../api';
import type { Window, WindowFunction } from '../canvas/lut';

/** A window that the project keeps for everybody, for images of one modality. */
export interface ProjectWindow {
  readonly id: string;
  readonly modality: string;
  readonly name: string;
  readonly center: number;
  readonly width: number;
  readonly function: WindowFunction;
}

/** The project's windows as the studio has them. */
export class ProjectWindows {
  list: readonly ProjectWindow[] = [];
  /** Owners and leads may. */
  canChange = false;

  constructor(private readonly project: string) {}

  async load(): Promise<void> {
    const { windows, canChange } = (await (await request(this.url)).json()) as { windows: ProjectWindow[]; canChange: boolean };
    this.list = windows;
    this.canChange = canChange;
  }

  /** One of the same name and modality is replaced. */
  async save(name: string, modality: string, window: Window): Promise<void> {
    const { center, width } = window;
    const body = JSON.stringify({ modality, name, center, width, function: window.function ?? 'linear-exact' });
    await request(this.url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
    await this.load();
  }

  async remove(id: string): Promise<void> {
    await request(`${this.url}/${encodeURIComponent(id)}`, { method: 'DELETE' });
    await this.load();
  }

  private get url(): string {
    return `/api/projects/${encodeURIComponent(this.project)}/windows`;
  }
}
