const FULL = 512;

interface Chunk<V> {
  readonly keys: string[];
  readonly values: V[];
}

/** The first position whose key is not below `key`. */
const lowerBound = (keys: readonly string[], key: string): number => {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] as string) < key) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** An ordered map of strings: a list of sorted chunks, split when full and dropped when empty. A B-tree of two levels. */
export class SortedMap<V> {
  private readonly chunks: Chunk<V>[] = [];
  private readonly last: string[] = [];

  get(key: string): V | undefined {
    const chunk = this.chunks[lowerBound(this.last, key)];
    if (!chunk) return undefined;
    const at = lowerBound(chunk.keys, key);
    return chunk.keys[at] === key ? chunk.values[at] : undefined;
  }

  set(key: string, value: V): void {
    const i = Math.min(lowerBound(this.last, key), this.chunks.length - 1);
    const chunk = this.chunks[i];
    if (!chunk) {
      this.chunks.push({ keys: [key], values: [value] });
      this.last.push(key);
      return;
    }
    const at = lowerBound(chunk.keys, key);
    if (chunk.keys[at] === key) {
      chunk.values[at] = value;
      return;
    }
    chunk.keys.splice(at, 0, key);
    chunk.values.splice(at, 0, value);
    if (at === chunk.keys.length - 1) this.last[i] = key;
    if (chunk.keys.length > FULL) this.split(i, chunk, at === chunk.keys.length - 1);
  }

  /** Splits in the middle; at the end when keys arrive in order, so that chunks stay full. */
  private split(i: number, chunk: Chunk<V>, rising: boolean): void {
    const at = rising ? chunk.keys.length - 1 : chunk.keys.length >> 1;
    this.chunks.splice(i + 1, 0, { keys: chunk.keys.splice(at), values: chunk.values.splice(at) });
    this.last.splice(i, 0, chunk.keys[at - 1] as string);
  }

  delete(key: string): void {
    const i = lowerBound(this.last, key);
    const chunk = this.chunks[i];
    if (!chunk) return;
    const at = lowerBound(chunk.keys, key);
    if (chunk.keys[at] !== key) return;
    chunk.keys.splice(at, 1);
    chunk.values.splice(at, 1);
    if (chunk.keys.length === 0) {
      this.chunks.splice(i, 1);
      this.last.splice(i, 1);
    } else if (at === chunk.keys.length) this.last[i] = chunk.keys[at - 1] as string;
  }

  /** Visits the entries with `low <= key < high` in order, or in reverse; stops when `visit` answers true. */
  scan(low: string, high: string, reverse: boolean, visit: (value: V) => boolean): boolean {
    return reverse ? this.scanDown(low, high, visit) : this.scanUp(low, high, visit);
  }

  private scanUp(low: string, high: string, visit: (value: V) => boolean): boolean {
    for (let i = lowerBound(this.last, low); i < this.chunks.length; i++) {
      const { keys, values } = this.chunks[i] as Chunk<V>;
      for (let at = (keys[0] as string) < low ? lowerBound(keys, low) : 0; at < keys.length; at++) {
        if ((keys[at] as string) >= high) return false;
        if (visit(values[at] as V)) return true;
      }
    }
    return false;
  }

  private scanDown(low: string, high: string, visit: (value: V) => boolean): boolean {
    for (let i = Math.min(lowerBound(this.last, high), this.chunks.length - 1); i >= 0; i--) {
      const { keys, values } = this.chunks[i] as Chunk<V>;
      for (let at = lowerBound(keys, high) - 1; at >= 0; at--) {
        if ((keys[at] as string) < low) return false;
        if (visit(values[at] as V)) return true;
      }
    }
    return false;
  }
}
