import { Command } from 'commander';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contractsFolder, projectRoot, readCatalogue, type Catalogue, type Entry } from '../contracts/catalogue';
import { json, typeName, writeContracts } from '../contracts/write-contracts';

interface Options {
  readonly json?: boolean;
  readonly write?: boolean;
}

export const catalogueCommand = (): Command =>
  new Command('catalogue')
    .description('list the commands, the events with what they mean, and the refusal codes')
    .option('--json', 'as JSON, with the JSON Schema of every command and event')
    .option('--write', 'generate libs/contracts anew from the source (development)')
    .action(async (options: Options) => {
      if (options.write) return generate();
      const catalogue = await readCatalogue();
      process.stdout.write(options.json ? json(catalogue) : page(catalogue));
    });

const page = ({ commands, events, refusals }: Catalogue): string =>
  [
    'COMMANDS',
    ...commands.map(line),
    '',
    'EVENTS',
    ...events.map(line),
    '',
    'REFUSALS',
    ...Object.entries(refusals).map(([code, meaning]) => `  ${code}\n      ${meaning}`),
    '',
  ].join('\n');

const line = ({ name, context, description, schema }: Entry): string => {
  const fields = Object.entries(schema.properties ?? {}).map(
    ([field, of]) => `${field}${schema.required?.includes(field) ? '' : '?'}: ${typeName(of).replaceAll('`', '')}`,
  );
  return `  ${name} (${context})\n      ${description}\n      ${fields.join('; ')}`;
};

/** The compiler and the api are loaded only here: listing needs neither. */
const generate = async (): Promise<void> => {
  const { readDomain } = await import('../contracts/read-domain.js');
  const { buildOpenApi } = await import('../../../api/src/generate-openapi.js');
  const folder = contractsFolder();
  const written = await writeContracts(folder, readDomain(projectRoot()));
  await writeFile(join(folder, 'openapi.json'), json(await buildOpenApi()));
  process.stdout.write(`${[...written, 'openapi.json'].map((file) => `libs/contracts/${file}`).join('\n')}\n`);
};
