import type { Stream } from './streams';

interface Place {
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

  put(id: string, stream: Stream, revision: number): void {
    this.places.delete(id);
    this.places.set(id, { stream, revision });
    if (this.places.size <= this.capacity) return;
    const oldest = this.places.keys().next();
    if (!oldest.done) this.places.delete(oldest.value);
  }

  remove(id: string): void {
    this.places.delete(id);
  }
}
