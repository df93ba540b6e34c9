import { expect, test } from 'vitest';
import { nextPlace } from '../../src/shell/listKeys';

test.each([
  ['ArrowDown', 0, 1],
  ['ArrowUp', 2, 1],
  ['Home', 2, 0],
  ['End', 0, 2],
])('%s at %i leads to %i', (key, place, wanted) => {
  expect(nextPlace(key, place, 3)).toBe(wanted);
});

test.each([
  ['ArrowDown', 2],
  ['ArrowUp', 0],
  ['Home', 0],
  ['End', 2],
  ['a', 1],
])('%s at %i leads nowhere', (key, place) => {
  expect(nextPlace(key, place, 3)).toBeNull();
});
