import { deserialize, Document, serialize } from 'bson';
import type { Doc } from '../values/doc';
import { readDoc } from '../values/read';
import type { Value } from '../values/types';
import { writeDoc } from '../values/write';

/** A document of the server from what a client would send. */
export const given = (document: Document): Doc => readDoc(Buffer.from(serialize(document, { ignoreUndefined: true })));

/** A value of the server. */
export const value = (v: unknown): Value => given({ v }).values[0] as Value;

/** What a client would receive, with the classes of numbers kept. */
export const received = (d: Doc): Document => deserialize(writeDoc(d), { promoteValues: false, bsonRegExp: true });
