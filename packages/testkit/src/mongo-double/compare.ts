import type { Fields } from './fields.ts'

/** One or minus one for each field, in order. */
export type Order = readonly (readonly [field: string, direction: number])[]

export function orderOf(sort: Fields): Order {
  return Object.entries(sort).map(([field, direction]) => [field, Number(direction)])
}

export function compareBy(order: Order) {
  return (a: Fields, b: Fields) => {
    for (const [field, direction] of order) {
      const difference = compareValues(a[field], b[field])
      if (difference !== 0) return difference * direction
    }
    return 0
  }
}

/** Missing and null first, then numbers, then text by its UTF-8 bytes; other types do not occur in our indexes. */
export function compareValues(a: unknown, b: unknown): number {
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b)
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return rank(a) - rank(b)
}

function rank(value: unknown) {
  if (value === undefined || value === null) return 0
  return typeof value === 'number' ? 1 : 2
}

function compareText(a: string, b: string) {
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at++) {
    const difference = weight(a.charCodeAt(at)) - weight(b.charCodeAt(at))
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

/** UTF-16 puts surrogates before U+E000 to U+FFFF, UTF-8 puts what they stand for after. */
function weight(unit: number) {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}
