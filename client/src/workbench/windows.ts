import type { ImageInfo, WindowPreset } from '../api';
import { fromBase64 } from '../base64';
import { windowOf, type Window } from '../canvas/lut';

export interface Preset {
  readonly name: string;
  readonly window: Window;
}

/** Auto and Full come before those of the file. */
const PRESETS_OF_OURS = 2;

/** Auto (1st to 99th percentile), the full range, then what the file or its modality offers; many files name none. Colour starts with Full. */
export function presetsOf(info: ImageInfo): Preset[] {
  const range = { name: 'Full', window: fullWindow(info) };
  const auto = { name: 'Auto', window: autoWindow(info) };
  return [...(info.samplesPerPixel === 1 ? [auto, range] : [range, auto]), ...info.windows.map((preset, i) => ({ name: preset.name || nameOf(i), window: windowOfPreset(preset) }))];
}

/** An image opens as its preview shows it: with the window that its file names first, else with the first of all. */
export function firstPreset(info: ImageInfo): number {
  return info.windows.length > 0 ? PRESETS_OF_OURS : 0;
}

function nameOf(index: number): string {
  return index === 0 ? 'File' : `File ${index + 1}`;
}

function windowOfPreset({ center, width, function: curve, table }: WindowPreset): Window {
  return { center, width, function: curve, ...(table && { table: fromBase64(table) }) };
}

/** From the 1st to the 99th percentile. */
export function autoWindow(info: ImageInfo): Window {
  return windowOf(info.percentile1, info.percentile99);
}

function fullWindow(info: ImageInfo): Window {
  return info.samplesPerPixel === 1 ? windowOf(info.min, info.max) : windowOf(0, 2 ** info.bitsStored - 1);
}

/** Pixels of dragging that change centre or width by the image's usual range. */
const DRAG_PER_RANGE = 500;

/** Right widens, left narrows; down raises the centre and so darkens, as on a reading station. */
export function draggedWindow(window: Window, info: ImageInfo, dx: number, dy: number): Window {
  const step = autoWindow(info).width / DRAG_PER_RANGE;
  return { ...window, center: window.center + dy * step, width: Math.max(step, window.width + dx * step) };
}

export function formatValue(value: number): string {
  const rounded = Math.abs(value) >= 100 || Number.isInteger(value) ? Math.round(value) : Number(value.toPrecision(3));
  return String(rounded).replace('-', '−');
}
