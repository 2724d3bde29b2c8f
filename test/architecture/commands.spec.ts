import { commandsOf, REFUSALS } from '@usance/domain';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const root = join(__dirname, '..', '..');

const filesBelow = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file));

const domain = filesBelow('libs/domain/src');
const code = [...domain, ...filesBelow('libs/policies/src'), ...filesBelow('libs/event-store/src'), ...filesBelow('apps')]
  .filter((file) => !file.endsWith('.spec.ts') && basename(file) !== 'refusals.ts')
  .map((file) => readFileSync(join(root, file), 'utf8'));

const kebab = (name: string): string => name.replace(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
const withName = (name: string): string | undefined => domain.find((file) => basename(file) === name);

describe('every command', () => {
  const commands = [...commandsOf().keys()];

  it.each(commands)('%s has a file of its name, and its specification beside it', (command) => {
    const file = withName(`${kebab(command)}.ts`);
    expect(file).toBeDefined();
    expect(domain).toContain(file?.replace(/\.ts$/, '.spec.ts'));
  });
});

describe('every refusal', () => {
  it.each(Object.keys(REFUSALS))('%s is thrown by some rule', (refusal) => {
    expect(code.some((text) => text.includes(`'${refusal}'`))).toBe(true);
  });
});
