// Bundles the browser code into ../wwwroot/js. New pages add one line to `entryPoints`.
import * as esbuild from 'esbuild';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const entryPoints = {
  shell: 'src/shell/mount.ts',
  import: 'src/import/mount.ts',
  workbench: 'src/workbench/mount.ts',
  run: 'src/run/mount.ts',
  burnedIn: 'src/burnedIn/mount.ts',
  map: 'src/map/mount.ts',
  'workbench-bench': 'src/bench/measure.ts',
};

const clientDir = fileURLToPath(new URL('.', import.meta.url));
const outdir = fileURLToPath(new URL('../wwwroot/js/', import.meta.url));
const development = process.argv.includes('--development');

rmSync(outdir, { recursive: true, force: true });
const started = performance.now();
const result = await esbuild.build({
  absWorkingDir: clientDir,
  entryPoints,
  outdir,
  bundle: true,
  format: 'esm',
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  target: 'es2022',
  minify: !development,
  sourcemap: development ? 'linked' : false,
  legalComments: 'linked',
  metafile: true,
  logLevel: 'warning',
});

const kibibytes = Object.values(result.metafile.outputs).reduce((sum, output) => sum + output.bytes, 0) / 1024;
console.log(`client built in ${Math.round(performance.now() - started)} ms, ${Math.round(kibibytes)} KiB`);
