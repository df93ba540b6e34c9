import type { ImageInfo, WindowPreset } from '../api';
import { fromBase64 } from '../base64';
import { windowOf, type Window } from '../canvas/lut';
import type { ProjectWindow } from './projectWindows';

export interface Preset {
  readonly name: string;
  readonly window: Window;
  /** Of a window that the project keeps. */
  readonly id?: string;
}

/** Auto and Full come before those of the file. */
const PRESETS_OF_OURS = 2;

/**
 * Usual windows of computed tomography in HU, name, width and centre. Values: Radiopaedia, "Windowing (CT)"
 * (radiopaedia.org/articles/windowing-ct), abdomen, lung, bone, head, mediastinum, liver and stroke.
 */
const CT: readonly (readonly [name: string, width: number, center: number])[] = [
  ['Soft tissue', 400, 50], ['Lung', 1500, -600], ['Bone', 1800, 400], ['Brain', 80, 40], ['Mediastinum', 350, 50], ['Liver', 150, 30], ['Stroke', 40, 40],
];

/** Where values mean nothing by themselves, windows are parts of what the image holds. Pictures name no modality. */
const RELATIVE: ReadonlySet<string> = new Set(['MR', 'US', 'CR', 'DX', 'MG', 'XA', 'RF', 'NM', 'PT', 'OT', '']);

/**
 * Auto (1st to 99th percentile), the full range, then what the file offers, what the project keeps for the modality, and
 * what is usual for it. Colour starts with Full.
 */
export function presetsOf(info: ImageInfo, kept: readonly ProjectWindow[] = []): Preset[] {
  const range = { name: 'Full', window: fullWindow(info) };
  const auto = { name: 'Auto', window: autoWindow(info) };
  const first = [...(info.samplesPerPixel === 1 ? [auto, range] : [range, auto]), ...info.windows.map((preset, i) => ({ name: preset.name || nameOf(i), window: windowOfPreset(preset) }))];
  const project = kept.filter(({ modality }) => modality === info.modality).map(({ id, name, center, width, function: curve }) => ({ id, name, window: { center, width, function: curve } }));
  const taken = new Set([...first, ...project].map(({ name }) => name.toLowerCase()));
  return [...first, ...project, ...usualWindows(info).filter(({ name }) => !taken.has(name.toLowerCase()))];
}

function usualWindows(info: ImageInfo): Preset[] {
  if (info.unit === 'HU') return CT.map(([name, width, center]) => ({ name, window: { center, width, function: 'linear' } }));
  if (info.samplesPerPixel !== 1 || !RELATIVE.has(info.modality)) return [];
  const { percentile1: low, percentile99: high } = info;
  const middle = (low + high) / 2;
  return [{ name: 'Dark parts', window: windowOf(low, middle) }, { name: 'Bright parts', window: windowOf(middle, high) }];
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
