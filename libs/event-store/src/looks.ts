import type { Context, Seen, StreamRef } from '@usance/domain';
import type { Command } from './command';
import { streamName } from './streams';

/** Looks at a stream of the seller's: at once when its state is at hand. */
export type Look = (seller: string, ref: StreamRef) => Seen | Promise<Seen>;

/** A command, as far as what its rule wants to see depends on it. */
type Asking = Pick<Command, 'seller' | 'name' | 'payload'>;

/** What the rules of a group of commands see of other streams. Each stream is looked at once: all of the group see the same. */
export class Looks {
  private readonly seen = new Map<string, Seen>();
  private readonly underWay = new Map<string, Promise<void>>();
  /** Whether a state was taken that was at hand, so that others may know a newer one. */
  tookWhatWasAtHand = false;

  constructor(private readonly look: Look) {}

  /** What a command's rule wants to see when it is decided on the state; undefined while some of it is being read. */
  seenBy({ reads }: Context, state: unknown, { seller, name, payload }: Asking): Readonly<Record<string, Seen>> | undefined {
    const asked = { name, payload };
    const seen: Record<string, Seen> = {};
    for (let again = true; again;) {
      again = false;
      let missing = false;
      for (const [as, ref] of Object.entries(reads(state, asked, seen))) {
        if (as in seen) continue;
        const found = this.at(seller, ref);
        if (found) seen[as] = found;
        else missing = true;
        again = true;
      }
      if (missing) return undefined;
    }
    return seen;
  }

  /** Waits until the commands have seen what their rules want to see on the state. */
  async gather(context: Context, state: unknown, commands: readonly Asking[]): Promise<void> {
    for (;;) {
      for (const command of commands) this.seenBy(context, state, command);
      if (this.underWay.size === 0) return;
      await Promise.all(this.underWay.values());
    }
  }

  private at(seller: string, ref: StreamRef): Seen | undefined {
    const stream = streamName(ref.category, seller, ref.id);
    const known = this.seen.get(stream);
    if (known || this.underWay.has(stream)) return known;
    const found = this.look(seller, ref);
    if (!(found instanceof Promise)) {
      this.tookWhatWasAtHand = true;
      this.seen.set(stream, found);
      return found;
    }
    const arrival = found.then((seen) => {
      this.underWay.delete(stream);
      this.seen.set(stream, seen);
    });
    arrival.catch(() => undefined); // a group that is cut short does not wait for it
    this.underWay.set(stream, arrival);
    return undefined;
  }
}
