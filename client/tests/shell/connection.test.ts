import { describe, expect, it } from 'vitest';
import { createReconnection } from '../../src/shell/connection';

/** A connection whose answers are given in advance; an Error means that the studio does not answer. */
function setUp(answers: (boolean | Error)[]) {
  const log: string[] = [];
  let settle: () => void;
  const settled = new Promise<void>((resolve) => (settle = resolve));
  const handler = createReconnection(
    {
      reconnect: async () => {
        const answer = answers.shift()!;
        if (answer instanceof Error) throw answer;
        if (answer) handler.onConnectionUp();
        return answer;
      },
    },
    {
      show: () => log.push('show'),
      hide: () => {
        log.push('hide');
        settle();
      },
    },
    () => {
      log.push('reload');
      settle();
    },
    async (delayMs) => void log.push(`wait ${delayMs}`),
  );
  return { handler, log, settled };
}

describe('reconnection', () => {
  it('goes on trying while the studio does not answer, ever more slowly', async () => {
    const away = Array.from({ length: 6 }, () => new Error('away'));
    const { handler, log, settled } = setUp([...away, true]);

    handler.onConnectionDown();
    await settled;

    expect(log).toEqual(['show', 'wait 300', 'wait 700', 'wait 1500', 'wait 3000', 'wait 5000', 'wait 5000', 'wait 5000', 'hide']);
  });

  it('loads the page again when the studio no longer knows it', async () => {
    const { handler, log, settled } = setUp([new Error('away'), false]);

    handler.onConnectionDown();
    await settled;

    expect(log).toEqual(['show', 'wait 300', 'wait 700', 'reload']);
  });

  it('is not started twice by two reports of the same loss', async () => {
    const { handler, log, settled } = setUp([true]);

    handler.onConnectionDown();
    handler.onConnectionDown();
    await settled;

    expect(log).toEqual(['show', 'wait 300', 'hide']);
  });
});
