/** Holds the id of the write that made this version of a document; never seen outside the adapter. */
export const OP = '_op'

/** MongoDB takes `$…` for operators and references, BSON has no NUL in a key, its encoder asks objects their `_bsontype`. */
const TAKEN = /^[$%]|\0|^_op$|^_bsontype$/

/** Keys that MongoDB or we take for something else, and those that look escaped, become `%` and their percent-encoding. */
export function escapeKey(key: string): string {
  return TAKEN.test(key) ? `%${encodeURIComponent(key)}` : key
}

export function unescapeKey(key: string): string {
  return key.startsWith('%') ? decodeURIComponent(key.slice(1)) : key
}

/** A copy of a JSON value with every key renamed, however deep; `__proto__` is a key like any other. */
export function renameKeys(value: unknown, rename: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => renameKeys(item, rename))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [rename(key), renameKeys(field, rename)]),
  )
}
