/** First in, first out; both ends in constant time, which `Array.shift` is not for a long array. */
export class Fifo<T> {
  #in: T[] = []
  #out: T[] = []

  get size(): number {
    return this.#in.length + this.#out.length
  }

  push(item: T): void {
    this.#in.push(item)
  }

  shift(): T | undefined {
    if (this.#out.length === 0) {
      this.#out = this.#in.reverse()
      this.#in = []
    }
    return this.#out.pop()
  }
}
