import type { Filter, IndexSpecification } from 'mongodb'
import type { Index, Query } from '../store.ts'
import type { StoredDocument } from './stored-document.ts'

/** What an index holds. A query repeats it word for word, for only then may MongoDB use the partial index. */
const HELD = { $type: ['string', 'number'] }

export function heldBy(fields: readonly string[]): Record<string, object> {
  return Object.fromEntries(fields.map((field) => [field, HELD]))
}

export function findFilter(
  fields: readonly string[],
  { equal = [], from, to }: Query,
): Filter<StoredDocument> {
  const bounds = fields.map((field, at) => {
    const value = equal[at]
    if (value !== undefined) return [field, { $eq: value, ...HELD }]
    if (at > equal.length) return [field, HELD]
    const range = {
      ...(from !== undefined && { $gte: from }),
      ...(to !== undefined && { $lte: to }),
    }
    return [field, { ...range, ...HELD }]
  })
  return Object.fromEntries(bounds)
}

/** Ties go by `_id`, inside the index where it may be; the values of a unique index have no ties. */
export function keysOf({ fields, unique }: Index, direction: 1 | -1): Record<string, 1 | -1> {
  const names = unique ? fields : [...fields, '_id']
  return Object.fromEntries(names.map((name) => [name, direction])) satisfies IndexSpecification
}
