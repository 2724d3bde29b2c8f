// Everything about the source that can be checked without running it: types, lint, format, dependency rules, dead code, and
// whether the generated contracts are those of the source. As many at a time as there are processors; prints what failed, whole.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

const CONTRACTS = 'libs/contracts';
const bin = (path) => join('node_modules', path);

/** Longest first, so that the last to end ends early. */
const CHECKS = [
  { name: 'lint', args: [bin('eslint/bin/eslint.js'), '.'] },
  { name: 'types', args: [bin('typescript/bin/tsc'), '--noEmit', '-p', '.'] },
  { name: 'contracts', args: ['dist/apps/cli/src/main.js', 'catalogue', '--write'], keeps: CONTRACTS },
  { name: 'format', args: [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'] },
  { name: 'dependencies', args: [bin('dependency-cruiser/bin/dependency-cruise.mjs'), 'apps', 'libs', 'test'] },
  { name: 'dead code', args: [bin('knip/bin/knip.js')] },
];

/** The names and contents of all files below a folder, as one text. */
const contentOf = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort()
    .map((file) => `${file}\n${readFileSync(file, 'utf8')}`)
    .join('\n');

const run = ({ args, keeps }) =>
  new Promise((resolve) => {
    const before = keeps && contentOf(keeps);
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('close', (code) => {
      if (code === 0 && keeps && contentOf(keeps) !== before)
        return resolve({ ok: false, output: `${keeps} was not what the source says. It is generated anew: commit it.\n` });
      resolve({ ok: code === 0, output });
    });
  });

const waiting = [...CHECKS];
const failed = [];

const work = async () => {
  for (let check = waiting.shift(); check; check = waiting.shift()) {
    const started = performance.now();
    const { ok, output } = await run(check);
    process.stdout.write(`${ok ? 'ok    ' : 'FAILED'} ${check.name} (${((performance.now() - started) / 1000).toFixed(1)} s)\n`);
    if (!ok) failed.push(check.name);
    if (!ok) process.stdout.write(output);
  }
};

await Promise.all(Array.from({ length: availableParallelism() }, work));
process.stdout.write(failed.length ? `\nFailed: ${failed.join(', ')}\n` : '\nAll checks passed.\n');
process.exitCode = failed.length ? 1 : 0;
