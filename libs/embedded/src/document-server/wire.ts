import { Doc, DocBuilder } from './values/doc';
import { readDoc, readDocs } from './values/read';
import type { Value } from './values/types';
import { Writer } from './values/write';

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const HEAD = 16;
const SCRATCH = 64 * 1024;

const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;
/** The lower 16 flag bits are required: a receiver that does not know one must refuse the message. */
const UNKNOWN_REQUIRED = 0xfffc;

/** The largest message a client may send. */
export const MAX_MESSAGE = 48_000_000;

/** The bytes are no message of this protocol: the connection can't go on. */
export class ProtocolError extends Error {}

/** A command as received. */
export interface Request {
  readonly id: number;
  readonly command: Doc;
  readonly legacy: boolean;
  /** Whether the client waits for an answer. */
  readonly answered: boolean;
}

/** Cuts a stream of bytes into messages. */
export class Framer {
  private parts: Buffer[] = [];
  private held = 0;
  private wanted = HEAD;

  /** Adds bytes; answers the messages they complete. */
  push(bytes: Buffer): Buffer[] {
    this.parts.push(bytes);
    this.held += bytes.length;
    const messages: Buffer[] = [];
    if (this.held < this.wanted) return messages;
    let rest = this.parts.length === 1 ? bytes : Buffer.concat(this.parts);
    for (;;) {
      if (rest.length < 4) break;
      const length = rest.readInt32LE(0);
      if (length < HEAD || length > MAX_MESSAGE + HEAD) throw new ProtocolError(`a message of ${length} bytes`);
      if (rest.length < length) break;
      messages.push(rest.subarray(0, length));
      rest = rest.subarray(length);
    }
    this.parts = rest.length > 0 ? [rest] : [];
    this.held = rest.length;
    this.wanted = rest.length < 4 ? HEAD : rest.readInt32LE(0);
    return messages;
  }
}

/** Reads OP_QUERY and OP_MSG. */
export const readRequest = (message: Buffer): Request => {
  const id = message.readInt32LE(4);
  const opcode = message.readInt32LE(12);
  if (opcode === OP_MSG) return readMessage(id, message);
  if (opcode === OP_QUERY) return readQuery(id, message);
  throw new ProtocolError(`opcode ${opcode}`);
};

const readQuery = (id: number, message: Buffer): Request => {
  const end = message.indexOf(0, HEAD + 4);
  if (end < 0) throw new ProtocolError('a collection name without end');
  const [database = ''] = message.toString('utf8', HEAD + 4, end).split('.', 1);
  const command = readDoc(message, end + 9);
  return { id, command: command.has('$db') ? command : command.set('$db', database), legacy: true, answered: true };
};

const readMessage = (id: number, message: Buffer): Request => {
  if (message.length < HEAD + 5) throw new ProtocolError('OP_MSG without a section');
  const flags = message.readUInt32LE(HEAD);
  if (flags & UNKNOWN_REQUIRED) throw new ProtocolError('an unknown flag');
  const end = message.length - (flags & CHECKSUM_PRESENT ? 4 : 0);
  let command: Doc | undefined;
  const sequences: [string, Value][] = [];
  let at = HEAD + 4;
  while (at < end) {
    const kind = message[at++];
    if (at + 4 > end) throw new ProtocolError('a section cut off');
    const length = message.readInt32LE(at);
    if (length < 5 || at + length > end) throw new ProtocolError('a section longer than its message');
    if (kind === 0 && !command) command = readDoc(message, at, at + length);
    else if (kind === 1) sequences.push(readSequence(message.subarray(at, at + length)));
    else throw new ProtocolError(`section kind ${kind}`);
    at += length;
  }
  if (!command) throw new ProtocolError('OP_MSG without a body');
  return { id, command: withSequences(command, sequences), legacy: false, answered: (flags & MORE_TO_COME) === 0 };
};

const readSequence = (section: Buffer): [string, Value] => {
  const end = section.indexOf(0, 4);
  if (end < 0) throw new ProtocolError('a sequence name without end');
  const docs: Doc[] = [];
  readDocs(section.subarray(end + 1), (d) => docs.push(d));
  return [section.toString('utf8', 4, end), docs];
};

const withSequences = (command: Doc, sequences: readonly [string, Value][]): Doc => {
  if (sequences.length === 0) return command;
  const builder = new DocBuilder();
  for (const [name, value] of [...command.entries(), ...sequences]) builder.add(name, value);
  return builder.build();
};

let nextId = 1;

/** Answers are written here and copied: making a large buffer for each costs more than the copy. */
let scratch = new Writer(SCRATCH);

/** The answer to a request, as a message. */
export const writeReply = ({ id, legacy }: Request, reply: Doc): Buffer => {
  const w = scratch;
  w.at = HEAD;
  if (legacy) {
    w.int32(8); // AwaitCapable
    w.int64(0n);
    w.int32(0);
    w.int32(1);
  } else {
    w.int32(0);
    w.byte(0);
  }
  w.document(reply);
  nextId = (nextId + 1) & 0x7fffffff;
  w.putInt32(0, w.at);
  w.putInt32(4, nextId);
  w.putInt32(8, id);
  w.putInt32(12, legacy ? OP_REPLY : OP_MSG);
  if (w.at <= SCRATCH) return Buffer.from(w.view());
  scratch = new Writer(SCRATCH);
  return w.view();
};
