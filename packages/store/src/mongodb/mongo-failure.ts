import { StoreError, type StoreErrorCode } from '../store-error.ts'

/** Where it is not an index that is being made, it becomes a `DuplicateError` before it gets here. */
const DUPLICATE_KEY = 11000
const INVALID_DOCUMENT = 121

/** Codes of the server, by https://github.com/mongodb/mongo/blob/master/src/mongo/base/error_codes.yml */
const CODES: { readonly [code: number]: readonly [StoreErrorCode, string] } = {
  13: [
    'ERR_STORE_REFUSED',
    'this user may not do that: grant readWrite and dbAdmin on the database',
  ],
  18: ['ERR_STORE_REFUSED', 'the server refuses this user: check user, password and authSource'],
  85: ['ERR_STORE_SCHEMA', 'an index of that name differs from the declared one: drop it'],
  86: ['ERR_STORE_SCHEMA', 'an index of that name differs from the declared one: drop it'],
  [INVALID_DOCUMENT]: ['ERR_STORE_INVALID', 'the document breaks the validator of its collection'],
  8000: ['ERR_STORE_REFUSED', 'the server refuses this user: check user, password and authSource'],
  [DUPLICATE_KEY]: [
    'ERR_STORE_SCHEMA',
    'a unique index cannot be made, several documents share a value',
  ],
  10334: ['ERR_STORE_TOO_LARGE', 'the document is larger than MongoDB keeps'],
  14031: ['ERR_STORE_FULL', 'the server has no room left on its disk'],
  17280: ['ERR_STORE_TOO_LARGE', 'a value is larger than its index keeps'],
}

/** Replies of a server that is leaving, stepping down or waiting for others. What was asked may yet happen. */
const PASSING = new Set([
  6, 7, 50, 64, 89, 91, 100, 133, 134, 189, 202, 262, 317, 358, 384, 9001, 10107, 11600, 11602,
  13435, 13436,
])
const CLIENT_ERRORS =
  /^Mongo(Network|ServerSelection|PoolCleared|WaitQueue|WriteConcern|OperationTimeout)/
const CLOSED = /^Mongo(ClientClosed|TopologyClosed|NotConnected)/

/**
 * An error of the driver in words of the store. `ERR_STORE_UNAVAILABLE` also means that a write may have happened.
 *
 * The driver's error itself is not kept as a cause: it carries values of documents and descriptions of servers.
 */
export function mongoFailure(what: string, error: unknown): StoreError {
  if (error instanceof StoreError) return error
  const [code, advice] = classify(error)
  return new StoreError(code, `${what}: ${advice} (${seen(error).slice(0, 300)})`)
}

function seen(error: unknown) {
  // What the server says of a document repeats its values.
  if (codeOf(error) === INVALID_DOCUMENT) return brokenRules(error)
  if (codeOf(error) === DUPLICATE_KEY) return `code ${DUPLICATE_KEY}`
  return scrub(error instanceof Error ? `${error.name}: ${error.message}` : String(error))
}

function classify(error: unknown): readonly [StoreErrorCode, string] {
  if (!(error instanceof Error)) return ['ERR_STORE_FAILED', 'failed']
  if (CLOSED.test(error.name)) return ['ERR_STORE_CLOSED', 'the store is closed']
  const code = codeOf(error)
  const known = code === undefined ? undefined : CODES[code]
  if (known) return known
  const isPassing = CLIENT_ERRORS.test(error.name) || (code !== undefined && PASSING.has(code))
  if (isPassing)
    return ['ERR_STORE_UNAVAILABLE', 'MongoDB did not answer in time or is failing over']
  if (error instanceof RangeError || /BSON.*(size|large)/i.test(error.message)) {
    return ['ERR_STORE_TOO_LARGE', 'the document is larger than MongoDB keeps']
  }
  return ['ERR_STORE_FAILED', 'MongoDB refused it']
}

export function codeOf(error: unknown): number | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'number'
    ? error.code
    : undefined
}

/** The index that a duplicate key error names: `_id` or a declared one. */
export function duplicateIndexOf(error: unknown): string | undefined {
  if (codeOf(error) !== DUPLICATE_KEY || !(error instanceof Error)) return undefined
  const name = /index: (?:\S+\.\$)?(\S+?) dup key/.exec(error.message)?.[1]
  return name === '_id_' ? '_id' : (name ?? 'unique index')
}

/** Names of fields and rules out of `errInfo`, which also holds the values. */
function brokenRules(error: unknown) {
  const details = JSON.stringify(error instanceof Error && 'errInfo' in error ? error.errInfo : {})
  const names = details.matchAll(/"(?:propertyName|operatorName)":"([^"]{1,60})"/g)
  return [...new Set([...names].map(([, name]) => name))].join(' ') || 'it does not say which rule'
}

function scrub(text: string) {
  return text.replaceAll(/\/\/[^@\s]*@/g, '//[credentials]@')
}
