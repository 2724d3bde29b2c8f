/** What a runner keeps of a stream, packed: disposable, a cache. */
export interface Snapshot {
  readonly revision: bigint;
  /** Tells whether this code can read it; any other is ignored. */
  readonly version: string;
  readonly bytes: Uint8Array;
}

/** A cache of packed states beside the log. Losing all of it costs time, never correctness. */
export interface SnapshotStore {
  load(stream: string): Promise<Snapshot | undefined>;
  save(stream: string, snapshot: Snapshot): Promise<void>;
}
