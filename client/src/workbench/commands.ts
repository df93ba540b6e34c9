import type { ToolName } from '../tools/tool';
import type { Workbench } from './workbench';

export interface Command {
  /** Stays the same for good: under it a person's own keys are kept. */
  readonly name: string;
  /** Keys as written on the key sheet. */
  readonly keys: string;
  /** What does the same without a key. */
  readonly also?: string | undefined;
  /** People cannot give it another key. */
  readonly isFixed?: boolean;
  readonly does: string;
  /** What `keyName` gives for the event. */
  readonly on: readonly string[];
  /** Where the command has nothing to do and its key stays the browser's. */
  readonly when?: (bench: Workbench) => boolean;
  readonly run: (bench: Workbench, key: string) => void;
}

export const TOOLS: readonly { readonly name: ToolName; readonly key: string; readonly on?: string; readonly icon: string; readonly word: string }[] = [
  { name: 'move', key: 'V', icon: 'back_hand', word: 'Move' },
  { name: 'window', key: 'W', icon: 'contrast', word: 'Window and level' },
  { name: 'brush', key: 'B', icon: 'brush', word: 'Brush' },
  { name: 'eraser', key: 'E', icon: 'ink_eraser', word: 'Eraser' },
  { name: 'polygon', key: 'P', icon: 'polyline', word: 'Polygon' },
  { name: 'freehand', key: 'F', icon: 'gesture', word: 'Freehand' },
  { name: 'shape', key: 'R', icon: 'shapes', word: 'Rectangle or ellipse' },
  { name: 'threshold', key: 'T', icon: 'tonality', word: 'Threshold brush' },
  { name: 'grow', key: 'G', icon: 'format_color_fill', word: 'Grow region' },
  { name: 'smart', key: 'S', icon: 'conversion_path', word: 'Smart edge' },
  { name: 'box', key: '⇧R', on: 'shift+r', icon: 'crop_free', word: 'Box' },
  { name: 'point', key: '⇧P', on: 'shift+p', icon: 'my_location', word: 'Point' },
  { name: 'measure', key: 'M', icon: 'straighten', word: 'Measure' },
  { name: 'remark', key: 'C', icon: 'add_comment', word: 'Remark' },
];

const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

const SLICE_KEYS: readonly [name: string, keys: string, does: string, on: readonly string[], run: Command['run']][] = [
  ['slice', '↑ ↓, wheel', 'slice before, after', ['arrowup', 'arrowdown'], (bench, key) => bench.slices.step(key === 'arrowup' ? -1 : 1)],
  ['ten-slices', 'PgUp PgDn', 'ten slices', ['pageup', 'pagedown'], (bench, key) => bench.slices.step(key === 'pageup' ? -10 : 10)],
  ['first-last-slice', 'Home, End', 'first, last slice', ['home', 'end'], (bench, key) => bench.slices.go(key === 'home' ? 0 : bench.slices.count - 1)],
];

const CLASS_KEYS: readonly [name: string, keys: string, does: string, on: string, run: Command['run']][] = [
  ['fill-holes', 'Shift F', 'fill holes of the class', 'shift+f', (bench) => bench.classCommands.fillHoles()],
  ['remove-islands', 'Shift X', 'remove small islands', 'shift+x', (bench) => bench.classCommands.removeIslands()],
  ['keep-largest', 'Shift K', 'keep the largest part', 'shift+k', (bench) => bench.classCommands.keepLargest()],
  ['grow-class', 'Shift G', 'grow the class', 'shift+g', (bench) => bench.classCommands.grow()],
  ['shrink-class', 'Shift S', 'shrink the class', 'shift+s', (bench) => bench.classCommands.shrink()],
  ['boxes', 'Shift E', 'boxes around the parts of the class', 'shift+e', (bench) => bench.classCommands.boxes()],
  ['smooth-class', 'Shift M', 'smooth the class', 'shift+m', (bench) => bench.classCommands.smooth()],
];

const COPY_KEYS: readonly Command[] = [
  // Text that somebody has marked on the page is copied by the browser.
  { name: 'copy-labels', keys: 'Ctrl C', does: 'copy labels', isFixed: true, on: ['ctrl+c'], when: () => getSelection()?.isCollapsed !== false, run: (bench) => bench.sliceLabels.copy() },
  { name: 'paste-labels', keys: 'Ctrl V', does: 'paste labels', isFixed: true, on: ['ctrl+v'], run: (bench) => bench.sliceLabels.paste() },
  { name: 'copy-to-slice', keys: 'Shift N, Shift B', does: 'copy to the next slice, the one before', on: ['shift+n', 'shift+b'], when: (bench) => bench.slices.count > 0, run: (bench, key) => void bench.sliceLabels.copyTo(key === 'shift+n' ? 1 : -1) },
  { name: 'interpolate', keys: 'Shift I', does: 'interpolate between slices', on: ['shift+i'], when: (bench) => bench.slices.count > 0, run: (bench) => void bench.sliceLabels.interpolate() },
];

/** Every key of the workbench in one place; the key sheet shows this list. */
export const COMMANDS: readonly Command[] = [
  { name: 'class', keys: '1–9, 0', does: 'class, background', isFixed: true, on: DIGITS, run: (bench, key) => bench.chooseClassByKey(key) },
  { name: 'find-class', keys: '/', does: 'find a class by name (from 10 on)', on: ['/'], run: (bench) => bench.findClass() },
  ...TOOLS.map((tool): Command => ({
    name: `tool-${tool.name}`,
    also: tool.name === 'move' ? 'hold Space' : tool.name === 'window' ? 'right drag' : undefined,
    keys: tool.name === 'move' ? 'V, hold Space' : tool.name === 'window' ? 'W, right drag' : tool.key.replace('⇧', 'Shift '),
    does: tool.word.toLowerCase(),
    on: [tool.on ?? tool.key.toLowerCase()],
    run: (bench) => bench.chooseTool(tool.name),
  })),
  { name: 'inside-range', keys: 'Shift T', does: 'brush stays inside grey range', on: ['shift+t'], run: (bench) => bench.toggleInsideRange() },
  { name: 'remove-measurement', keys: 'Delete', does: 'remove the selected measurement', isFixed: true, on: [], run: () => {} },
  { name: 'size', keys: '[ ]', does: 'brush or tolerance smaller, larger', on: ['[', ']'], run: (bench, key) => bench.settings.stepBrush(key === '[' ? -1 : 1) },
  { name: 'straight-line', keys: 'Shift drag', does: 'straight line', isFixed: true, on: [], run: () => {} },
  { name: 'cut', keys: 'Alt drag', does: 'cut instead of add', isFixed: true, on: [], run: () => {} },
  { name: 'undo-redo', keys: 'Ctrl Z, Ctrl Y', does: 'undo, redo', isFixed: true, on: ['ctrl+z', 'ctrl+y', 'ctrl+shift+z'], run: (bench, key) => (key === 'ctrl+z' ? bench.drawing.undo() : bench.drawing.redo()) },
  ...CLASS_KEYS.map(([name, keys, does, on, run]): Command => ({ name, keys, does, on: [on], run })),
  ...COPY_KEYS,
  ...SLICE_KEYS.map(([name, keys, does, on, run]): Command => ({ name, keys, also: name === 'slice' ? 'wheel' : undefined, does, on, run, when: (bench) => bench.slices.count > 0 })),
  { name: 'step', keys: 'A, D', does: 'previous, next image or series', on: ['a', 'd'], run: (bench, key) => bench.flow.step(key === 'a' ? -1 : 1) },
  { name: 'submit', keys: 'Enter', does: 'submit, next', isFixed: true, on: ['enter'], run: (bench) => bench.flow.submitNext() },
  { name: 'skip', keys: 'X', does: 'skip with reason', on: ['x'], run: (bench) => bench.flow.askSkip() },
  { name: 'next-not-started', keys: 'N', does: 'next not started', on: ['n'], run: (bench) => bench.flow.nextNotStarted() },
  { name: 'preset', keys: 'Shift 1–5', does: 'window preset', isFixed: true, on: DIGITS.slice(1, 6).map((digit) => `shift+${digit}`), run: (bench, key) => bench.seeing.choosePreset(Number(key.at(-1)) - 1) },
  { name: 'auto-window', keys: 'Shift W', does: 'window for what is visible', on: ['shift+w'], run: (bench) => bench.seeing.autoHere() },
  { name: 'menus', keys: 'Shift V, Shift A', does: 'more windows; gamma, colours, pixels', on: ['shift+v', 'shift+a'], run: (bench, key) => bench.seeing.openMenu(key === 'shift+v' ? 'windows' : 'look') },
  { name: 'next-colors', keys: 'Shift O', does: 'next colours', on: ['shift+o'], run: (bench) => bench.seeing.nextColors() },
  { name: 'side-by-side', keys: 'Y, Shift Y', does: 'side by side, one more pane', on: ['y', 'shift+y'], run: (bench, key) => (key === 'y' ? bench.seeing.toggleBeside() : bench.beside.more()) },
  { name: 'invert', keys: 'I', does: 'invert', on: ['i'], run: (bench) => bench.seeing.toggleInvert() },
  { name: 'zoom', keys: '- =, Ctrl wheel', also: 'Ctrl wheel', does: 'zoom out, in', on: ['-', '=', '+'], run: (bench, key) => bench.display.viewer.engine.zoom(key === '-' ? 1 / 1.25 : 1.25) },
  { name: 'fit', keys: 'Z, Shift Z', does: 'fit, 1:1', on: ['z', 'shift+z'], run: (bench, key) => (key === 'z' ? bench.display.viewer.engine.fit() : bench.display.viewer.engine.oneToOne()) },
  { name: 'tag-class', keys: 'J', does: 'tag the class: yes, unsure, nothing', on: ['j'], run: (bench) => bench.tagClass() },
  { name: 'next-object', keys: ', .', does: 'box or point before, after (with its tool)', isFixed: true, on: [], run: () => {} },
  { name: 'move-object', keys: 'Shift arrows', does: 'move the chosen box or point', isFixed: true, on: [], run: () => {} },
  { name: 'change-object', keys: 'Shift D, Delete', does: 'duplicate, remove the chosen box', isFixed: true, on: [], run: () => {} },
  { name: 'reclass-object', keys: 'Shift C', does: 'give the chosen box the class', on: ['shift+c'], run: (bench) => bench.objects.reclass(bench.settings.now.activeClass) },
  { name: 'overlay', keys: 'O', does: 'fill, outline, off', on: ['o'], run: (bench) => bench.seeing.cycleOverlay() },
  { name: 'lock-class', keys: 'L', does: 'lock class', on: ['l'], run: (bench) => bench.settings.toggle('locked', bench.settings.now.activeClass) },
  { name: 'lock-others', keys: 'Shift L', does: 'lock all other classes', on: ['shift+l'], run: (bench) => bench.onlyClass('locked', bench.settings.now.activeClass) },
  { name: 'queue', keys: 'Q', does: 'queue', on: ['q'], run: (bench) => bench.settings.update({ queueFolded: !bench.settings.now.queueFolded }) },
  { name: 'panels', keys: 'U', does: 'all panels', on: ['u'], run: (bench) => bench.settings.update({ panelsHidden: !bench.settings.now.panelsHidden }) },
  { name: 'texts', keys: 'H', does: 'texts on the image', on: ['h'], run: (bench) => bench.settings.update({ overlayHidden: !bench.settings.now.overlayHidden }) },
  { name: 'regions', keys: 'F6', does: 'viewer, panel, queue', isFixed: true, on: ['f6', 'shift+f6'], run: (bench, key) => bench.moveFocus(key === 'f6' ? 1 : -1) },
  { name: 'escape', keys: 'Esc', does: 'leave the tool, then the panel', isFixed: true, on: ['escape'], run: (bench) => bench.escape() },
  { name: 'keys', keys: '?', does: 'this sheet', isFixed: true, on: ['?'], run: (bench) => bench.showKeys() },
];

/**
 * The name of a key press: by what is written on the key, or by its place for digits, brackets and other alphabets.
 * Presses with Alt or Meta, and Ctrl with anything but undo, redo, copy and paste, belong to the browser and give null.
 */
export function keyName(event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): string | null {
  const { key, code } = event;
  if (key === '[' || key === ']') return key;
  const letter = /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase();
  const name = /^[\x20-\x7e]$/.test(key) ? key.toLowerCase() : key.length === 1 && letter ? letter : key.toLowerCase();
  if (event.ctrlKey || event.metaKey) {
    if (event.altKey || !['z', 'y', 'c', 'v'].includes(name)) return null;
    if (event.shiftKey && name !== 'z') return null;
    return `ctrl+${event.shiftKey ? 'shift+' : ''}${name}`;
  }
  if (event.altKey) return null;
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(code)?.[1];
  if (digit) return event.shiftKey ? `shift+${digit}` : digit;
  if (code === 'BracketLeft') return '[';
  if (code === 'BracketRight') return ']';
  if (event.shiftKey && (/^[a-z]$/.test(name) || name === 'f6')) return `shift+${name}`;
  return name;
}
