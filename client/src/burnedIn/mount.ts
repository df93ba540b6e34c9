import { toPixels } from './rectangle';

/** The page that keeps the rectangles (a .NET object reference). */
interface BurnedInPage {
  invokeMethodAsync(name: 'OnDrawn', left: number, top: number, width: number, height: number): Promise<void>;
}

const SMALLEST_DRAG = 3;

/** Lets a person draw rectangles over a picture. The element carries `data-columns` and `data-rows`, the picture's size. */
export function mount(stage: HTMLElement, page: BurnedInPage): RectangleDrawing {
  return new RectangleDrawing(stage, page);
}

class RectangleDrawing {
  private readonly listeners = new AbortController();
  private readonly sketch = document.createElement('span');
  private start: { x: number; y: number } | null = null;

  constructor(
    private readonly stage: HTMLElement,
    private readonly page: BurnedInPage,
  ) {
    this.sketch.className = 'burned-in-rectangle sketch';
    const options = { signal: this.listeners.signal };
    stage.addEventListener('pointerdown', (event) => this.begin(event), options);
    stage.addEventListener('pointermove', (event) => this.move(event), options);
    stage.addEventListener('pointerup', (event) => void this.end(event), options);
    stage.addEventListener('pointercancel', () => this.forget(), options);
  }

  dispose(): void {
    this.listeners.abort();
    this.forget();
  }

  private begin(event: PointerEvent): void {
    if (event.button !== 0) return;
    event.preventDefault();
    this.start = { x: event.clientX, y: event.clientY };
    this.stage.setPointerCapture(event.pointerId);
    this.stage.append(this.sketch);
    this.move(event);
  }

  private move(event: PointerEvent): void {
    if (!this.start) return;
    const frame = this.stage.getBoundingClientRect();
    const style = this.sketch.style;
    style.left = `${Math.min(this.start.x, event.clientX) - frame.left}px`;
    style.top = `${Math.min(this.start.y, event.clientY) - frame.top}px`;
    style.width = `${Math.abs(event.clientX - this.start.x)}px`;
    style.height = `${Math.abs(event.clientY - this.start.y)}px`;
  }

  private async end(event: PointerEvent): Promise<void> {
    const start = this.start;
    this.forget();
    if (!start || Math.hypot(event.clientX - start.x, event.clientY - start.y) < SMALLEST_DRAG) return;
    const columns = Number(this.stage.dataset['columns']);
    const rows = Number(this.stage.dataset['rows']);
    const end = { x: event.clientX, y: event.clientY };
    const drawn = toPixels(start, end, this.stage.getBoundingClientRect(), columns, rows);
    await this.page.invokeMethodAsync('OnDrawn', drawn.left, drawn.top, drawn.width, drawn.height);
  }

  private forget(): void {
    this.start = null;
    this.sketch.remove();
  }
}
