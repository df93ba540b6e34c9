import { describe, expect, it } from 'vitest';
import { SliceLabels } from '../src/workbench/sliceLabels';
import { digits, FakeBench, openImage } from './fakeBench';

const series = (open: number, ...slices: string[][]): FakeBench => new FakeBench(slices.map((rows, i) => openImage(`s${i + 1}`, rows)), open);

describe('copy and paste', () => {
  it('give only what has no class yet', () => {
    const fake = series(0, ['112', '.11'], ['3..', '...']);
    const labels = new SliceLabels(fake.bench, fake.images);
    labels.copy();
    fake.slices.go(1);
    labels.paste();
    expect(digits(fake.image)).toEqual(['312', '.11']);
    expect(fake.said).toEqual(['Nerve and Vessel copied. Ctrl V pastes on this slice or image.', 'Nerve and Vessel pasted.']);
    expect(fake.steps).toEqual(['paste s2']);
    fake.image.labels.undo();
    expect(digits(fake.image)).toEqual(['3..', '...']);
  });

  it('take the active class alone where that is chosen', () => {
    const fake = series(0, ['112'], ['...']);
    fake.settings.now.options = { ...fake.settings.now.options, copy: 'active' };
    const labels = new SliceLabels(fake.bench, fake.images);
    labels.copy();
    fake.slices.go(1);
    labels.paste();
    expect(digits(fake.image)).toEqual(['11.']);
  });

  it('leave locked classes out', () => {
    const fake = series(0, ['12'], ['..']);
    const labels = new SliceLabels(fake.bench, fake.images);
    labels.copy();
    fake.slices.go(1);
    fake.settings.now.locked = [2];
    labels.paste();
    expect(digits(fake.image)).toEqual(['1.']);
    fake.settings.now.locked = [1, 2];
    labels.paste();
    expect(fake.said.at(-1)).toBe('Nerve and Vessel are locked. Unlock to paste.');
  });

  it('refuse another size in words', () => {
    const fake = series(0, ['1.'], ['...']);
    const labels = new SliceLabels(fake.bench, fake.images);
    labels.copy();
    fake.slices.go(1);
    labels.paste();
    expect(fake.said.at(-1)).toBe('The copied labels are 2 × 1 pixels, s2 is 3 × 1. They were not pasted.');
    expect(fake.steps).toEqual([]);
  });

  it('say when there is nothing to copy or paste', () => {
    const fake = series(0, ['..']);
    const labels = new SliceLabels(fake.bench, fake.images);
    labels.paste();
    labels.copy();
    expect(fake.said).toEqual(['Nothing has been copied yet. Ctrl C copies the labels of this image.', 'Nothing is labelled on this image, so there is nothing to copy.']);
  });
});

describe('to the next slice', () => {
  it('lays the labels there and goes there', async () => {
    const fake = series(1, ['..'], ['1.'], ['..']);
    const labels = new SliceLabels(fake.bench, fake.images);
    await labels.copyTo(1);
    expect([fake.image.info.imageId, digits(fake.series[2])]).toEqual(['s3', ['1.']]);
    expect(fake.said).toEqual(['Nerve copied to slice 3.']);
    await labels.copyTo(1);
    expect(fake.said.at(-1)).toBe('This is the last slice.');
  });

  it('stays where it is when the slice does not fit or cannot be opened', async () => {
    const fake = series(0, ['1.'], ['...']);
    await new SliceLabels(fake.bench, fake.images).copyTo(1);
    expect([fake.image.info.imageId, fake.steps]).toEqual(['s1', []]);
    const lost = series(0, ['1.'], ['..']);
    lost.missing = 's2';
    await new SliceLabels(lost.bench, lost.images).copyTo(1);
    expect(lost.said).toEqual(['A slice could not be opened. The studio cannot be reached.']);
    expect(lost.image.info.imageId).toBe('s1');
  });
});

describe('interpolation', () => {
  const wide = ['.......', '.11111.', '.11111.', '.11111.', '.......'];
  const small = ['.......', '.......', '..111..', '.......', '.......'];
  const empty = ['.......', '.......', '.......', '.......', '.......'];

  it('fills between the nearest labelled slices, one step each, around other classes', async () => {
    const other = ['.......', '.......', '...2...', '.......', '.......'];
    const fake = series(2, wide, empty, other, empty, wide, small);
    await new SliceLabels(fake.bench, fake.images).interpolate();
    expect(fake.said).toEqual(['Nerve filled on 3 slices between 1 and 5.']);
    expect(fake.steps).toEqual(['interpolate s2', 'interpolate s3', 'interpolate s4']);
    expect(digits(fake.series[1])).toEqual(wide);
    expect(digits(fake.series[2])[2]).toBe('.11211.');
  });

  it('from a labelled slice fills to both sides, and nothing where they are neighbours', async () => {
    const fake = series(2, wide, empty, wide, empty, small);
    await new SliceLabels(fake.bench, fake.images).interpolate();
    expect(fake.said).toEqual(['Nerve filled on 1 slice between 1 and 3 and on 1 slice between 3 and 5.']);
    await new SliceLabels(fake.bench, fake.images).interpolate();
    expect(fake.said.at(-1)).toMatch(/^Nothing to fill between/);
  });

  it('looks as far as it has to, many slices at a time', async () => {
    const fake = series(15, wide, ...Array.from({ length: 29 }, () => empty), wide);
    await new SliceLabels(fake.bench, fake.images).interpolate();
    expect(fake.said).toEqual(['Nerve filled on 29 slices between 1 and 31.']);
    expect(digits(fake.series[20])).toEqual(wide);
  });

  it('refuses slices of another size, and fills none then', async () => {
    const fake = series(1, wide, empty, ['....'], wide);
    await new SliceLabels(fake.bench, fake.images).interpolate();
    expect(fake.said).toEqual(['Slice 3 has another size than slice 1. Nothing was filled.']);
    expect(fake.steps).toEqual([]);
  });

  it('does not touch a locked class', async () => {
    const fake = series(1, wide, empty, wide);
    fake.settings.now.locked = [1];
    await new SliceLabels(fake.bench, fake.images).interpolate();
    expect(fake.steps).toEqual([]);
  });
});
