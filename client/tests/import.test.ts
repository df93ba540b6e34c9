import { afterEach, describe, expect, it, vi } from 'vitest';
import { ProgressMeter } from '../src/import/progress';
import { Uploader } from '../src/import/uploader';

describe('ProgressMeter', () => {
  it('says nothing about the time left before there is something to judge by', () => {
    let now = 0;
    const meter = new ProgressMeter(2, 1_000, () => now);
    meter.addBytes(100);
    now = 500;
    expect(meter.read().secondsLeft).toBeNull();
  });

  it('estimates from the bytes it sent itself', () => {
    let now = 0;
    const meter = new ProgressMeter(2, 1_000, () => now);
    meter.addResumed(400);
    meter.addBytes(200);
    now = 2_000;
    // 200 bytes in 2 s leave 400 bytes for 4 s.
    expect(meter.read()).toEqual({ files: 0, totalFiles: 2, bytes: 600, totalBytes: 1_000, secondsLeft: 4 });
  });
});

/** The server's side of an upload, kept in memory. */
class Server {
  readonly files = new Map<string, Uint8Array>();
  readonly requests: string[] = [];
  failures = 0;
  refuse = '';

  readonly fetch = async (url: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const target = new URL(String(url), 'http://studio');
    this.requests.push(`${init.method} ${target.pathname}`);
    expect(new Headers(init.headers).get('X-Studio')).toBe('1');
    if (init.method === 'DELETE') return new Response(null, { status: 204 });
    if (target.pathname.endsWith('/imports')) return Response.json({ id: 'u1' });
    if (target.pathname.endsWith('/complete')) return Response.json({ batch: 7 });
    if (this.failures-- > 0) throw new TypeError('network');
    if (this.refuse) return Response.json({ title: this.refuse }, { status: 400 });
    return this.receive(target, new Uint8Array(await new Response(init.body).arrayBuffer()));
  };

  private receive(target: URL, chunk: Uint8Array): Response {
    const path = target.searchParams.get('path')!;
    const before = this.files.get(path) ?? new Uint8Array();
    if (Number(target.searchParams.get('offset')) !== before.length) return Response.json({ received: before.length });
    const after = new Uint8Array(before.length + chunk.length);
    after.set(before);
    after.set(chunk, before.length);
    this.files.set(path, after);
    return Response.json({ received: after.length });
  }
}

function start(server: Server, files: readonly { path: string; file: File }[]): Uploader {
  vi.stubGlobal('fetch', server.fetch);
  return new Uploader('nerve', files, () => {});
}

function fileOf(path: string, bytes: number): { path: string; file: File } {
  return { path, file: new File([new Uint8Array(bytes).map((_, index) => index % 251)], path) };
}

const noChoices = () => ({ split: '', patientPattern: '' });

describe('Uploader', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it('sends a large file in chunks and an empty one as a file', async () => {
    const server = new Server();
    const batch = await start(server, [fileOf('a/large.bin', 9_000_000), fileOf('empty.bin', 0)]).run(noChoices);

    expect(batch).toBe(7);
    const large = server.files.get('a/large.bin')!;
    expect(large).toHaveLength(9_000_000);
    expect(large.every((byte, index) => byte === index % 251)).toBe(true);
    expect(server.files.get('empty.bin')).toHaveLength(0);
    expect(server.requests.filter((request) => request.startsWith('PUT'))).toHaveLength(4);
  });

  it('tries again after a lost connection', async () => {
    vi.useFakeTimers();
    const server = new Server();
    server.failures = 3;
    const running = start(server, [fileOf('1.png', 10)]).run(noChoices);
    await vi.advanceTimersByTimeAsync(10_000);

    expect(await running).toBe(7);
    expect(server.files.get('1.png')).toHaveLength(10);
  });

  it('gives up on a refusal, says why and discards what was sent', async () => {
    const server = new Server();
    server.refuse = 'The path of the file points outside what was dropped.';

    await expect(start(server, [fileOf('../x.png', 10)]).run(noChoices)).rejects.toThrow(server.refuse);
    expect(server.requests.at(-1)).toBe('DELETE /api/imports/u1');
  });

  it('resolves to null when it is cancelled, and discards what was sent', async () => {
    const server = new Server();
    const uploader = start(server, Array.from({ length: 20 }, (_, index) => fileOf(`${index}.png`, 10)));
    const running = uploader.run(noChoices);
    uploader.cancel();

    expect(await running).toBeNull();
    expect(server.requests.some((request) => request.endsWith('/complete'))).toBe(false);
  });
});
