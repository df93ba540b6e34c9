// Adds up the client's and .NET's test results and prints the one closing line.
// Fails when a runner reported nothing: a run without tests is not a success.
import { readFileSync } from 'node:fs';

const [clientFile, dotnetFile] = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };
let broken = false;

try {
  const client = JSON.parse(readFileSync(clientFile, 'utf8'));
  total.passed += client.numPassedTests;
  total.failed += client.numFailedTests;
  total.skipped += client.numPendingTests + client.numTodoTests;
  if (client.numTotalTests === 0) throw new Error('no test ran');
} catch (error) {
  console.log(`The client's tests gave no result: ${error.message}`);
  broken = true;
}

const log = readFileSync(dotnetFile, 'utf8');
const summary = log.slice(log.lastIndexOf('Test run summary'));
const count = name => Number(summary.match(new RegExp(`^\\s*${name}:\\s*(\\d+)`, 'm'))?.[1] ?? NaN);
const [succeeded, failed, skipped] = ['succeeded', 'failed', 'skipped'].map(count);
if ([succeeded, failed, skipped].some(Number.isNaN) || succeeded + failed === 0) {
  console.log('The .NET tests gave no result.');
  broken = true;
} else {
  total.passed += succeeded;
  total.failed += failed;
  total.skipped += skipped;
}

// What failed and why stands at the end, where whoever sees only the last lines finds it.
for (const failure of log.match(/^failed .*\n(?:(?!passed |failed |skipped ).*\n){0,40}/gm) ?? [])
  console.log(failure.replace(/^\s*from .*\n/gm, '').trimEnd().slice(0, 3000));
for (const line of log.match(/^\s*skipped .*$/gm) ?? []) console.log(line.trim());
if (broken) total.failed += 1;
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed > 0 ? 1 : 0);
