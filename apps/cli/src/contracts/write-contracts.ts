import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Catalogue, Entry, JsonSchema } from './catalogue';

const MONEY: JsonSchema = {
  type: 'object',
  description: "An amount of money: a decimal string with at most the currency's ISO 4217 digits.",
  properties: { amount: { type: 'string' }, currency: { type: 'string' } },
  required: ['amount', 'currency'],
  additionalProperties: false,
};

/** Writes the contracts that are generated from the source: the catalogue, a page of events, and a JSON Schema for each event. */
export const writeContracts = async (folder: string, catalogue: Catalogue): Promise<string[]> => {
  const schemas = join(folder, 'events');
  await rm(schemas, { recursive: true, force: true });
  await mkdir(schemas, { recursive: true });
  await writeFile(join(folder, 'catalogue.json'), json(catalogue));
  await writeFile(join(folder, 'events.md'), eventsPage(catalogue));
  for (const event of catalogue.events) await writeFile(join(schemas, `${event.name}.schema.json`), json(schemaFile(event)));
  return ['catalogue.json', 'events.md', ...catalogue.events.map(({ name }) => `events/${name}.schema.json`)];
};

/** JSON as it stands in a committed file. */
export const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const schemaFile = ({ name, description, schema }: Entry): object => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: name,
  description,
  ...schema,
  ...(JSON.stringify(schema).includes('#/$defs/Money') && { $defs: { Money: MONEY } }),
});

/** The page that tells what is recorded, and in which words. */
export const eventsPage = ({ events, refusals }: Catalogue): string =>
  [
    '# Events',
    '',
    'Generated from the docstrings of the domain by `usance catalogue --write`. Amounts are `{"amount","currency"}` with a decimal',
    'string; dates are `YYYY-MM-DD`. A `?` marks a field that may be absent.',
    ...[...new Set(events.map(({ context }) => context))].flatMap((context) => [
      '',
      `## ${context}`,
      ...events.filter((event) => event.context === context).flatMap(eventSection),
    ]),
    '',
    '# Refusals',
    '',
    '| Code | Meaning |',
    '|---|---|',
    ...Object.entries(refusals).map(([code, meaning]) => `| \`${code}\` | ${meaning} |`),
    '',
  ].join('\n');

const eventSection = ({ name, description, schema }: Entry): string[] => [
  '',
  `### ${name}`,
  '',
  description,
  '',
  '| Field | Type | Meaning |',
  '|---|---|---|',
  ...Object.entries(schema.properties ?? {}).map(
    ([field, of]) => `| ${field}${schema.required?.includes(field) ? '' : '?'} | ${typeName(of)} | ${of.description ?? ''} |`,
  ),
];

/** A type in a word or two. */
export const typeName = ({ $ref, type, format, enum: values, items, properties }: JsonSchema): string => {
  if ($ref) return 'money';
  if (values) return values.map((value) => `\`${String(value)}\``).join(', ');
  if (format) return format;
  if (type === 'array' && items) return `list of ${typeName(items)}`;
  if (properties) return `{${Object.keys(properties).join(', ')}}`;
  return type === 'string' ? 'text' : (type ?? 'any');
};
