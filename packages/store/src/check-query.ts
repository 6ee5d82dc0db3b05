import type { Index, Query } from './store.ts'
import { StoreError } from './store-error.ts'

/** The fields of the index; refuses a query that the index cannot answer. */
export function checkQuery(
  collection: string,
  indexes: Readonly<Record<string, Index>>,
  name: string,
  { equal = [], from, to, limit }: Query,
): readonly string[] {
  const index = Object.hasOwn(indexes, name) ? indexes[name] : undefined
  if (!index) throw invalid(`${collection}: no index ${JSON.stringify(name.slice(0, 80))}`)
  if (!Number.isSafeInteger(limit) || limit < 1) throw invalid(`${collection}: limit ${limit}`)
  const room = index.fields.length - equal.length
  if (room < 0 || (room === 0 && (from !== undefined || to !== undefined))) {
    throw invalid(`${collection}: index ${name} has only ${index.fields.length} fields`)
  }
  const bounds = [from, to].filter((bound) => bound !== undefined)
  if (![...equal, ...bounds].every(isValue)) throw invalid(`${collection}: a value for ${name}`)
  return index.fields
}

/** Operators never come in through a query: a bound is text or a number, whatever the types say. */
function isValue(value: unknown) {
  return typeof value === 'string' ? value.isWellFormed() : Number.isFinite(value)
}

function invalid(message: string) {
  return new StoreError('ERR_STORE_INVALID', `${message}: not a query this index can answer`)
}
