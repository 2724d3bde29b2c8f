import type { ProposedEvent } from '../storage/record';
import { MAX_APPEND_SIZE, MAX_METADATA_SIZE } from './errors';

/** The events of one append, as they come. Those of an append that is too large are not kept. */
export class Parts {
  readonly events: ProposedEvent[] = [];
  private data = 0;
  private metadata = 0;

  add(event: ProposedEvent): void {
    this.data += event.data.length;
    this.metadata += event.metadata.length;
    if (this.isTooLarge || this.hasTooMuchMetadata) this.events.length = 0;
    else this.events.push(event);
  }

  get isTooLarge(): boolean {
    return this.data > MAX_APPEND_SIZE;
  }

  get hasTooMuchMetadata(): boolean {
    return this.metadata > MAX_METADATA_SIZE;
  }
}
