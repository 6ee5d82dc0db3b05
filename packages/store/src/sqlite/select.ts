import type { Query, Value } from '../store.ts'
import { fieldExpression, indexName } from './define-collection.ts'

/** The statement is the same text for every query of one shape, so that it is prepared once. */
export function select(
  collection: string,
  index: string,
  fields: readonly string[],
  { equal = [], from, to, descending = false, limit }: Query,
): { sql: string; values: Value[] } {
  const expressions = fields.map(fieldExpression)
  const ranged = expressions[equal.length]
  const { terms, bounds } = range(ranged ?? '', from, to)
  const where = [
    ...expressions.map((expression) => `${expression} IS NOT NULL`),
    ...equal.map((_, at) => `${expressions[at]} = ?`),
    ...terms,
  ]
  const direction = descending ? 'DESC' : 'ASC'
  const order = [...expressions.slice(equal.length), '_id'].map((key) => `${key} ${direction}`)
  return {
    sql: `SELECT body FROM "${collection}" INDEXED BY "${indexName(collection, index)}" WHERE ${where.join(' AND ')} ORDER BY ${order.join(', ')} LIMIT ?`,
    values: [...equal, ...bounds, limit],
  }
}

/** A bound compares with its own type only: every number sorts before '' and all text after it. */
function range(key: string, from: Value | undefined, to: Value | undefined) {
  const terms: string[] = []
  const bounds: Value[] = []
  if (from !== undefined) {
    terms.push(`${key} >= ?`)
    bounds.push(from)
  } else if (typeof to === 'string') terms.push(`${key} >= ''`)
  if (to !== undefined) {
    terms.push(`${key} <= ?`)
    bounds.push(to)
  } else if (typeof from === 'number') terms.push(`${key} < ''`)
  return { terms, bounds }
}
