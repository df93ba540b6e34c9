import { colorMap } from '../canvas/colorMaps';
import type { Window } from '../canvas/lut';
import type { Point } from '../canvas/view';
import { gridOf, patientText, toPatient } from './beside/planes';
import type { OpenImage } from './images';
import type { Choices } from './settings';
import type { ViewerTexts } from './viewer';
import { formatValue } from './windows';

/**
 * The lines on the image. @param at the image point under the cursor. @param preset empty when the window was dragged.
 * @param look as the person chose it: what is not plain is said. @param slice the place in the series, empty without one.
 */
export function overlayTexts(image: OpenImage, tool: string, zoom: number, window: Window, preset: string, look: Pick<Choices, 'gamma' | 'colorMap' | 'smooth'>, at: Point | null, slice: string): ViewerTexts {
  const { info } = image;
  const bits = info.samplesPerPixel === 3 ? 'RGB' : `${info.bitsStored} bit`;
  const format = [info.modality || info.format, `${info.columns} × ${info.rows}`, bits].filter(Boolean).join(' · ');
  const name = preset === 'Auto' ? ' (auto 1–99 %)' : preset ? ` (${preset.toLowerCase()})` : '';
  const changed = [look.gamma !== 1 && `gamma ${look.gamma}`, info.samplesPerPixel === 1 && look.colorMap !== 'grey' && colorMap(look.colorMap).word.toLowerCase(), !look.smooth && 'pixels'].filter(Boolean);
  return {
    topLeft: [[info.name, info.patient].filter(Boolean).join(' · '), format, slice],
    topRight: [tool, `Zoom ${Math.round(zoom * 100)} %`],
    bottomLeft: [`W ${formatValue(window.width)} · L ${formatValue(window.center)}${[name, ...changed].join(' · ')}`, cursorText(image, at), patientPlace(image, at)],
  };
}

function cursorText({ info, samples }: OpenImage, at: Point | null): string {
  if (!at) return '';
  const x = Math.floor(at.x);
  const y = Math.floor(at.y);
  const values = samples.valueAt(x, y);
  if (!values) return '';
  const unit = info.unit ? ` ${info.unit}` : '';
  return `x ${x} · y ${y} · value ${values.map(formatValue).join(' ')}${unit}`;
}

/** Where in the patient the cursor points, when that is known. */
function patientPlace({ info, samples }: OpenImage, at: Point | null): string {
  if (!at || !samples.valueAt(Math.floor(at.x), Math.floor(at.y))) return '';
  const place = toPatient(gridOf(info), at);
  return place ? patientText(place) : '';
}
