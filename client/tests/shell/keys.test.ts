import { describe, expect, it } from 'vitest';
import { windowFor } from '../../src/shell/keys';

const plain = { ctrlKey: false, metaKey: false, altKey: false };

describe('shell keys', () => {
  it('Ctrl K and Cmd K open the search, in either case', () => {
    expect(windowFor({ ...plain, key: 'k', ctrlKey: true }, false)).toBe('OpenPalette');
    expect(windowFor({ ...plain, key: 'K', metaKey: true }, false)).toBe('OpenPalette');
  });

  it('K alone and Ctrl Alt K are left to the page', () => {
    expect(windowFor({ ...plain, key: 'k' }, false)).toBeNull();
    expect(windowFor({ ...plain, key: 'k', ctrlKey: true, altKey: true }, false)).toBeNull();
  });

  it('a question mark that is typed into a field is left there, Ctrl K still opens the search', () => {
    expect(windowFor({ ...plain, key: '?' }, true)).toBeNull();
    expect(windowFor({ ...plain, key: 'k', ctrlKey: true }, true)).toBe('OpenPalette');
  });

  it('a question mark opens the help', () => {
    expect(windowFor({ ...plain, key: '?' }, false)).toBe('OpenHelp');
    expect(windowFor({ ...plain, key: '?', ctrlKey: true }, false)).toBeNull();
  });
});
