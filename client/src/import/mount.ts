import type { UploadProgress } from './progress';
import { Uploader, type ImportChoices } from './uploader';
import { filesOfDrop, filesOfInput, type PickedFile } from './walk';

/** The page behind the drop zone (a .NET object reference). */
interface ImportPage {
  invokeMethodAsync(name: 'OnUploadProgress', progress: UploadProgress): Promise<void>;
  invokeMethodAsync(name: 'OnUploadFailed', message: string): Promise<void>;
  invokeMethodAsync(name: 'OnUploadCancelled'): Promise<void>;
  invokeMethodAsync(name: 'OnUploaded', batch: number): Promise<void>;
}

/**
 * Makes an element a drop zone. It carries `data-project`, and `data-split` and `data-patient-pattern`, which are read
 * when the files have arrived; inside are two file inputs, `data-pick="files"` and `data-pick="folder"`.
 */
export function mount(zone: HTMLElement, page: ImportPage): ImportZone {
  return new ImportZone(zone, page);
}

class ImportZone {
  private readonly listeners = new AbortController();
  private uploader: Uploader | null = null;

  constructor(
    private readonly zone: HTMLElement,
    private readonly page: ImportPage,
  ) {
    const options = { signal: this.listeners.signal };
    zone.addEventListener('dragover', (event) => this.hover(event, true), options);
    zone.addEventListener('dragleave', (event) => this.hover(event, false), options);
    zone.addEventListener('drop', (event) => void this.drop(event), options);
    for (const input of zone.querySelectorAll<HTMLInputElement>('input[data-pick]')) {
      input.addEventListener('change', () => void this.pick(input), options);
      // The page stands before this script runs: somebody may have been faster.
      if (input.files?.length) void this.pick(input);
    }
    zone.dataset['ready'] = '';
    window.addEventListener('beforeunload', (event) => this.warn(event), options);
  }

  cancel(): void {
    this.uploader?.cancel();
  }

  dispose(): void {
    this.listeners.abort();
    this.cancel();
  }

  private hover(event: DragEvent, isOver: boolean): void {
    event.preventDefault();
    this.zone.classList.toggle('over', isOver);
  }

  private async drop(event: DragEvent): Promise<void> {
    this.hover(event, false);
    if (event.dataTransfer && !this.uploader) await this.start(filesOfDrop(event.dataTransfer));
  }

  private async pick(input: HTMLInputElement): Promise<void> {
    const files = filesOfInput(input);
    input.value = '';
    if (!this.uploader) await this.start(Promise.resolve(files));
  }

  private async start(picking: Promise<PickedFile[]>): Promise<void> {
    try {
      const files = await picking;
      if (files.length === 0) {
        await this.page.invokeMethodAsync('OnUploadFailed', 'There is no file in what was dropped. Drop a folder with pictures.');
        return;
      }
      const report = (progress: UploadProgress) => void this.page.invokeMethodAsync('OnUploadProgress', progress).catch(() => {});
      this.uploader = new Uploader(this.zone.dataset['project'] ?? '', files, report);
      const batch = await this.uploader.run(() => this.choices());
      await (batch === null ? this.page.invokeMethodAsync('OnUploadCancelled') : this.page.invokeMethodAsync('OnUploaded', batch));
    } catch (error) {
      const message = error instanceof Error ? error.message : 'The files could not be sent. Try again.';
      await this.page.invokeMethodAsync('OnUploadFailed', message);
    } finally {
      this.uploader = null;
    }
  }

  private choices(): ImportChoices {
    return { split: this.zone.dataset['split'] ?? '', patientPattern: this.zone.dataset['patientPattern'] ?? '' };
  }

  /** Files that are still on their way would be lost; once they are here the page may be closed. */
  private warn(event: BeforeUnloadEvent): void {
    if (this.uploader) event.preventDefault();
  }
}
