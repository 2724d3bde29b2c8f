import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from '../failure';

/** A shape in JSON, as JSON Schema 2020-12 says it. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly anyOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
}

/** A command or an event: its name, where it belongs, what it means, and its fields. */
export interface Entry {
  readonly name: string;
  /** The folder of the domain that it belongs to: `account`. */
  readonly context: string;
  readonly description: string;
  readonly schema: JsonSchema;
}

/** Everything that the system can be told, can tell, and can refuse. Generated from the source of the domain. */
export interface Catalogue {
  readonly commands: readonly Entry[];
  readonly events: readonly Entry[];
  readonly refusals: Readonly<Record<string, string>>;
}

/** The folder that holds the project: the nearest one above this file with a package.json of ours. */
export const projectRoot = (): string => {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder))
    if (existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'libs', 'contracts'))) return folder;
  throw new Failure('The generated contracts are not beside this program (libs/contracts).');
};

export const contractsFolder = (): string => join(projectRoot(), 'libs', 'contracts');

export const readCatalogue = async (): Promise<Catalogue> =>
  JSON.parse(await readFile(join(contractsFolder(), 'catalogue.json'), 'utf8')) as Catalogue;
