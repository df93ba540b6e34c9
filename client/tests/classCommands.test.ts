import { describe, expect, it } from 'vitest';
import { LabelDocument } from '../src/canvas/document';
import { LayerPixels } from '../src/canvas/layerPixels';
import { ClassCommands } from '../src/workbench/classCommands';
import { digits, FakeBench, openImage } from './fakeBench';

function run(rows: string[], command: (commands: ClassCommands) => void, change: (fake: FakeBench) => void = () => {}, spacingMm: [number, number] | null = null): { rows: string[]; fake: FakeBench } {
  const fake = new FakeBench([openImage('a', rows, { spacingMm })]);
  fake.settings.now.options = { ...fake.settings.now.options, radius: 1, islandSize: 3 };
  change(fake);
  command(new ClassCommands(fake.bench));
  return { rows: digits(fake.image), fake };
}

describe('commands on a class', () => {
  it('fill holes but leave other classes in them', () => {
    const { rows, fake } = run(['11111', '1.12.', '11111', '.....'], (commands) => commands.fillHoles());
    expect(rows).toEqual(['11111', '1112.', '11111', '.....']);
    expect(fake.said).toEqual(['1 hole of Nerve filled.']);
    expect(fake.steps).toEqual(['fill-holes a']);
  });

  it('remove islands and say how many', () => {
    const { rows, fake } = run(['111.1', '....1', '2.1..'], (commands) => commands.removeIslands());
    expect(rows).toEqual(['111..', '.....', '2....']);
    expect(fake.said).toEqual(['2 islands of Nerve removed.']);
    expect(run(['111'], (commands) => commands.removeIslands()).fake.said).toEqual(['Nerve has no part smaller than 3 px.']);
  });

  it('keep the largest part', () => {
    expect(run(['11.1', '...1', '...1'], (commands) => commands.keepLargest()).rows).toEqual(['...1', '...1', '...1']);
  });

  it('grow into free pixels only, and to the edge of the image', () => {
    const { rows, fake } = run(['1.2', '...', '...'], (commands) => commands.grow());
    expect(rows).toEqual(['112', '1..', '...']);
    expect(fake.said).toEqual(['Nerve grown by 1 px, 2 pixels added.']);
    expect(run(['12'], (commands) => commands.grow()).fake.said[0]).toMatch(/no room to grow/);
  });

  it('go by millimetres where rows lie farther apart', () => {
    expect(run(['...', '.1.', '...'], (commands) => commands.grow(), () => {}, [2, 1]).rows).toEqual(['...', '111', '...']);
  });

  it('shrink, and say when nothing can', () => {
    expect(run(['.....', '.111.', '.111.', '.111.', '.....'], (commands) => commands.shrink()).rows).toEqual(['.....', '.....', '..1..', '.....', '.....']);
    expect(run(['11', '11'], (commands) => commands.shrink()).fake.said).toEqual(['Nerve has no border to shrink from.']);
  });

  it('smooth a spike away as one step that undo takes back', () => {
    const before = ['.......', '.11111.', '.11111.', '.11111.', '.11111.', '...1...', '...1...'];
    const { rows, fake } = run(before, (commands) => commands.smooth());
    expect(rows.at(-1)).toBe('.......');
    expect(fake.steps).toEqual(['smooth-class a']);
    fake.image.labels.undo();
    expect(digits(fake.image)).toEqual(before);
  });

  it('do nothing to the background, a locked class or a class that is not there', () => {
    expect(run(['1.'], (commands) => commands.grow(), (fake) => (fake.settings.now.activeClass = 0)).fake.said[0]).toMatch(/^Choose a class/);
    expect(run(['1.'], (commands) => commands.grow(), (fake) => (fake.settings.now.locked = [1])).rows).toEqual(['1.']);
    expect(run(['2.'], (commands) => commands.fillHoles()).fake.said).toEqual(['Nerve is not on this image.']);
  });
});

describe('where classes overlap', () => {
  /** Class 1 as #, class 2 on the pixels marked o. */
  function layered(first: string[], second: string[]): FakeBench {
    const [rows, columns] = [first.length, first[0].length];
    const document = new LabelDocument('a', rows, columns, new LayerPixels(rows, columns), 1);
    const ones = (lines: string[], sign: string): Uint8Array => Uint8Array.from(lines.join(''), (each) => (each === sign ? 1 : 0));
    document.paintMask(ones(first, '#'), document.bounds, 1, new Uint8Array(256).fill(1));
    document.paintMask(ones(second, 'o'), document.bounds, 2, new Uint8Array(256).fill(1));
    document.commit('brush');
    const image = openImage('a', first.map((line) => line.replaceAll(/./g, '.')));
    return new FakeBench([{ ...image, labels: document }]);
  }
  const classes = (fake: FakeBench): string[] => [1, 2].map((index) => fake.image.labels.classMask(index).join(''));

  it('holes are filled under another class, which stays', () => {
    const fake = layered(['###', '#.#', '###'], ['...', '.o.', '...']);
    new ClassCommands(fake.bench).fillHoles();
    expect(classes(fake)).toEqual(['111111111', '000010000']);
    expect(fake.said).toEqual(['1 hole of Nerve filled.']);
  });

  it('islands are removed without the class that lies over them', () => {
    const fake = layered(['###.#'], ['....o']);
    fake.settings.now.options = { ...fake.settings.now.options, islandSize: 2 };
    new ClassCommands(fake.bench).removeIslands();
    expect(classes(fake)).toEqual(['11100', '00001']);
  });
});
