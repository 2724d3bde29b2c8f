/** Ascending positions, eight bytes each. */
export class Positions {
  private values = new Float64Array(1024);
  private used = 0;
  /** How many of them are durable, and so to be seen. */
  length = 0;

  push(position: number): void {
    if (this.used === this.values.length) {
      const larger = new Float64Array(this.used * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.used++] = position;
  }

  at(index: number): number {
    return this.values[index] ?? -1;
  }

  /** All that were pushed may be seen. */
  commit(): void {
    this.length = this.used;
  }

  /** Takes back what was pushed since. */
  rollback(): void {
    this.used = this.length;
  }

  /** The index of the first position that is not less, among those to be seen. */
  lowerBound(position: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.at(middle) < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
