import { compareValues } from './compare.ts'
import { type Fields, fieldsOf } from './fields.ts'
import { matches } from './matches.ts'

interface Entry {
  readonly key: readonly unknown[]
  readonly document: Fields
}

/** The entries from `start` up to, not including, `end`. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A declared index: an ordered array, which at 100,000 entries is still quick to insert into. */
export class SortedIndex {
  readonly spec: Fields
  readonly name: string
  readonly unique: boolean
  readonly fields: readonly string[]
  readonly partial: Fields
  readonly #holds: (document: Fields) => boolean
  readonly #entries: Entry[] = []

  constructor(spec: Fields) {
    this.spec = spec
    this.name = String(spec.name)
    this.unique = spec.unique === true
    this.fields = Object.keys(fieldsOf(spec.key))
    this.partial = fieldsOf(spec.partialFilterExpression)
    this.#holds = matches(this.partial)
  }

  /** The document that keeps `document` out of a unique index. */
  conflict(document: Fields): Fields | undefined {
    if (!this.unique || !this.#holds(document)) return undefined
    const { start, end } = this.span(this.#keyOf(document))
    for (let at = start; at < end; at++) {
      const other = this.#entries[at]?.document
      if (other && other._id !== document._id) return other
    }
    return undefined
  }

  add(document: Fields) {
    if (!this.#holds(document)) return
    const key = this.#keyOf(document)
    this.#entries.splice(this.#search(key, true), 0, { key, document })
  }

  remove(document: Fields) {
    if (!this.#holds(document)) return
    const { start, end } = this.span(this.#keyOf(document))
    for (let at = start; at < end; at++) {
      if (this.#entries[at]?.document !== document) continue
      this.#entries.splice(at, 1)
      return
    }
  }

  /** The entries whose first fields lie between two keys, both inclusive; a shorter key is a prefix. */
  span(low: readonly unknown[], high = low): Span {
    return { start: this.#search(low, false), end: this.#search(high, true) }
  }

  *documents({ start, end }: Span, descending: boolean): Generator<Fields> {
    for (let step = 0; step < end - start; step++) {
      const entry = this.#entries[descending ? end - 1 - step : start + step]
      if (entry) yield entry.document
    }
  }

  /** The first place whose key is not below `key`, or above it. */
  #search(key: readonly unknown[], above: boolean) {
    let low = 0
    let high = this.#entries.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const difference = comparePrefix(this.#entries[middle]?.key ?? [], key)
      if (difference < 0 || (above && difference === 0)) low = middle + 1
      else high = middle
    }
    return low
  }

  #keyOf(document: Fields) {
    return this.fields.map((field) => document[field])
  }
}

function comparePrefix(key: readonly unknown[], prefix: readonly unknown[]) {
  for (const [at, value] of prefix.entries()) {
    const difference = compareValues(key[at], value)
    if (difference !== 0) return difference
  }
  return 0
}
