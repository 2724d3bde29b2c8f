import { eventId } from './event-id';
import type { KnownAnswer } from './command';
import type { RecordedEvent } from './recorded-event';

/** Events that went into the log together, and the position of the last of them. */
interface Append {
  readonly through: bigint;
  position: bigint;
}

/** What is remembered of a command: enough to give its first answer again. */
interface Remembered {
  readonly inputHash: string;
  readonly append: Append;
  revision: bigint;
  readonly types: string[];
}

/** Part of a snapshot. */
export type PackedHistory = readonly (readonly [
  id: string,
  hash: string,
  revision: bigint,
  through: bigint,
  position: bigint,
  types: readonly string[],
])[];

/** The newest commands of one stream, by id: whoever repeats one gets its first answer again, also after a restart. */
export class CommandHistory {
  private readonly commands = new Map<string, Remembered>();
  private append: Append = { through: -1n, position: -1n };

  /** At least so many commands are remembered. */
  static readonly SIZE = 10_000;

  record({ type, revision, position, metadata }: Pick<RecordedEvent, 'type' | 'revision' | 'position' | 'metadata'>): void {
    const { commandId, inputHash, appendedThrough } = metadata;
    const through = BigInt(appendedThrough);
    if (this.append.through !== through) this.append = { through, position };
    this.append.position = position;
    const known = this.commands.get(commandId);
    if (known?.append === this.append) {
      known.revision = revision;
      known.types.push(type);
      return;
    }
    this.commands.set(commandId, { inputHash, append: this.append, revision, types: [type] });
    if (this.commands.size <= CommandHistory.SIZE) return;
    const [oldest] = this.commands.keys();
    if (oldest !== undefined) this.commands.delete(oldest);
  }

  /** The hash of the input with which the command was first given. */
  hashOf(commandId: string): string | undefined {
    return this.commands.get(commandId)?.inputHash;
  }

  /** The first answer, again. */
  answer(stream: string, commandId: string): KnownAnswer | undefined {
    const known = this.commands.get(commandId);
    if (!known) return undefined;
    const events = known.types.map((type, index) => ({ id: eventId(stream, commandId, index), type }));
    return { commandId, stream, revision: known.revision, position: known.append.position, events };
  }

  pack(): PackedHistory {
    return [...this.commands].map(([id, { inputHash, revision, append, types }]) => [
      id,
      inputHash,
      revision,
      append.through,
      append.position,
      types,
    ]);
  }

  static unpack(packed: PackedHistory): CommandHistory {
    const history = new CommandHistory();
    let append: Append = { through: -1n, position: -1n };
    for (const [id, inputHash, revision, through, position, types] of packed) {
      if (append.through !== through) append = { through, position };
      history.commands.set(id, { inputHash, revision, append, types: [...types] });
    }
    history.append = append;
    return history;
  }
}
