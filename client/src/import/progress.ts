/** How far an upload is, as the page shows it. */
export interface UploadProgress {
  readonly files: number;
  readonly totalFiles: number;
  readonly bytes: number;
  readonly totalBytes: number;
  /** Null until there is something to judge by. */
  readonly secondsLeft: number | null;
}

const SETTLE_MS = 1_000;

/** Counts what has arrived and estimates the rest from the mean rate so far. */
export class ProgressMeter {
  private files = 0;
  private bytes = 0;
  /** Bytes that had arrived before this upload began; they say nothing about its speed. */
  private resumed = 0;

  constructor(
    private readonly totalFiles: number,
    private readonly totalBytes: number,
    private readonly now: () => number = () => performance.now(),
    private readonly started = now(),
  ) {}

  addBytes(count: number): void {
    this.bytes += count;
  }

  addResumed(count: number): void {
    this.bytes += count;
    this.resumed += count;
  }

  addFile(): void {
    this.files += 1;
  }

  read(): UploadProgress {
    const elapsed = this.now() - this.started;
    const sent = this.bytes - this.resumed;
    const settled = elapsed >= SETTLE_MS && sent > 0;
    return {
      files: this.files,
      totalFiles: this.totalFiles,
      bytes: this.bytes,
      totalBytes: this.totalBytes,
      secondsLeft: settled ? Math.ceil(((this.totalBytes - this.bytes) * elapsed) / sent / 1_000) : null,
    };
  }
}
