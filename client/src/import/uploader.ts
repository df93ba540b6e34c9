import { ApiError, request } from '../api';
import { ProgressMeter, type UploadProgress } from './progress';
import type { PickedFile } from './walk';

/** What the batch does besides reading the files. */
export interface ImportChoices {
  readonly split: string;
  readonly patientPattern: string;
}

const CHUNK_BYTES = 4 * 1024 * 1024;
const PARALLEL_FILES = 4;
const RETRY_DELAYS_MS = [500, 1_000, 2_000, 4_000, 8_000];
const REPORT_INTERVAL_MS = 200;

/** Sends files in chunks, several at a time. After a lost connection each file goes on where the server has it. */
export class Uploader {
  private readonly stop = new AbortController();
  private readonly meter: ProgressMeter;
  private reportedAt = 0;
  private upload = '';

  constructor(
    private readonly project: string,
    private readonly files: readonly PickedFile[],
    private readonly onProgress: (progress: UploadProgress) => void,
  ) {
    this.meter = new ProgressMeter(files.length, files.reduce((sum, { file }) => sum + file.size, 0));
  }

  /** Resolves to the batch that now reads the files, or null when the upload was cancelled. */
  async run(choices: () => ImportChoices): Promise<number | null> {
    try {
      const begun = await this.send(`/api/projects/${encodeURIComponent(this.project)}/imports`, { method: 'POST' });
      this.upload = ((await begun.json()) as { id: string }).id;
      const waiting = [...this.files];
      await Promise.all(Array.from({ length: PARALLEL_FILES }, () => this.work(waiting)));
      const completed = await this.send(`/api/imports/${this.upload}/complete`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(choices()),
      });
      return ((await completed.json()) as { batch: number }).batch;
    } catch (error) {
      const cancelled = this.stop.signal.aborted;
      this.stop.abort();
      await this.discard();
      if (cancelled) return null;
      throw error;
    }
  }

  cancel(): void {
    this.stop.abort();
  }

  private async work(waiting: PickedFile[]): Promise<void> {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      await this.sendFile(next);
      this.meter.addFile();
      this.report(waiting.length === 0);
    }
  }

  private async sendFile({ path, file }: PickedFile): Promise<void> {
    let offset = 0;
    let isFirst = true;
    while (isFirst || offset < file.size) {
      isFirst = false;
      const chunk = file.slice(offset, offset + CHUNK_BYTES);
      const query = new URLSearchParams({ path, offset: String(offset), length: String(file.size) });
      const url = `/api/imports/${this.upload}/files?${query}`;
      const received = await this.sendChunk(url, path, chunk);
      // The server may be ahead: the chunk had arrived, only its answer was lost.
      const progress = received - offset;
      if (progress > chunk.size) this.meter.addResumed(progress);
      else this.meter.addBytes(progress);
      offset = received;
      this.report(false);
    }
  }

  private async sendChunk(url: string, path: string, chunk: Blob): Promise<number> {
    try {
      const headers = { 'Content-Type': 'application/octet-stream' };
      const answer = await this.send(url, { method: 'PUT', headers, body: chunk });
      return ((await answer.json()) as { received: number }).received;
    } catch (error) {
      if (error instanceof DOMException && error.name === 'NotReadableError') {
        throw new Error(`${path} cannot be read any more. Was it moved or changed? Import it again.`);
      }
      throw error;
    }
  }

  /** Waits and tries again while the studio cannot be reached; every other failure is final. */
  private async send(url: string, init: RequestInit): Promise<Response> {
    for (const delay of RETRY_DELAYS_MS) {
      this.stop.signal.throwIfAborted();
      try {
        return await request(url, init);
      } catch (error) {
        if (!(error instanceof ApiError) || error.failure !== 'unreachable') throw error;
        await new Promise((resolve) => setTimeout(resolve, delay));
      }
    }
    this.stop.signal.throwIfAborted();
    return request(url, init);
  }

  private async discard(): Promise<void> {
    if (!this.upload) return;
    try {
      await request(`/api/imports/${this.upload}`, { method: 'DELETE' });
    } catch {
      // The studio removes uploads that nobody finished by itself.
    }
  }

  private report(isLast: boolean): void {
    const now = performance.now();
    if (!isLast && now - this.reportedAt < REPORT_INTERVAL_MS) return;
    this.reportedAt = now;
    this.onProgress(this.meter.read());
  }
}
