import { refuse } from '../errors';
import type { Engine } from '../storage/engine';
import { doc, Doc } from '../values/doc';
import { collectionCommands } from './collections';
import { checkFields, Command, errorFields } from './command';
import type { Cursors } from './cursors';
import { findAndModifyCommands } from './find-and-modify';
import { indexCommands } from './indexes';
import { readCommands } from './reads';
import { serverCommands } from './server-commands';
import { writeCommands } from './writes';

const commands = new Map<string, Command>(
  [readCommands, writeCommands, findAndModifyCommands, collectionCommands, indexCommands, serverCommands].flatMap((some) =>
    Object.entries(some),
  ),
);

/** Runs a command; a refusal becomes an answer with `ok: 0`. */
export const runCommand = async (command: Doc, engine: Engine, cursors: Cursors, connection: number): Promise<Doc> => {
  try {
    const name = command.shape.names[0] ?? '';
    const database = command.get('$db');
    if (typeof database !== 'string') return refuse(40571, 'OP_MSG requests require a $db argument');
    const known = commands.get(name) ?? refuse(59, `no such command: '${name}'`);
    checkFields(name, command, known);
    return await known.run(command, { engine, cursors, database, connection });
  } catch (error) {
    const { errmsg, code, codeName, ...more } = errorFields(error);
    return doc({ ok: 0, errmsg, code, codeName, ...more });
  }
};
