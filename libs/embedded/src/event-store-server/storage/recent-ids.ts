import type { Stream } from './streams';

/** Where an id was written last. */
export interface Place {
  readonly stream: Stream;
  readonly revision: number;
}

/** The ids of the events written last, as many as fit: by them a repeated append is known that names no revision. */
export class RecentIds {
  private readonly places = new Map<string, Place>();

  constructor(private readonly capacity = 100_000) {}

  /** The revision that the id has in the stream. */
  revisionOf(id: string, stream: Stream): number | undefined {
    const place = this.places.get(id);
    return place?.stream === stream ? place.revision : undefined;
  }

  /** Notes where an id was written; answers where it was before. */
  put(id: string, place: Place): Place | undefined {
    const before = this.places.get(id);
    this.places.delete(id);
    this.places.set(id, place);
    const oldest = this.places.size > this.capacity ? this.places.keys().next() : undefined;
    if (oldest && !oldest.done) this.places.delete(oldest.value);
    return before;
  }

  /** Takes a note back. */
  restore(id: string, before: Place | undefined): void {
    if (before) this.places.set(id, before);
    else this.places.delete(id);
  }
}
