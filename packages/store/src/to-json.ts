import type { CollectionDefinition, Document } from './store.ts'
import { StoreError } from './store-error.ts'

const MAX_BYTES = 2 * 1024 * 1024
const MAX_DEPTH = 64

/**
 * The document as JSON text. It is refused here, the same for every database, when one of them could not hold it:
 * too large, too deep, half a surrogate pair, or an index field that is neither text nor a number.
 */
export function toJson<D extends Document>(
  { name, indexes }: Pick<CollectionDefinition<D>, 'name' | 'indexes'>,
  document: D,
): string {
  checkId(name, document)
  for (const { fields } of Object.values(indexes)) {
    for (const field of fields) checkField(name, field, document)
  }
  const text = JSON.stringify(document)
  if (Buffer.byteLength(text) > MAX_BYTES) {
    throw new StoreError(
      'ERR_STORE_TOO_LARGE',
      `${name}: a document of ${text.length} characters, at most ${MAX_BYTES} bytes of JSON are kept`,
    )
  }
  if (hasHalfSurrogate(text)) throw invalid(name, 'half a surrogate pair is not text')
  if (depth(text) > MAX_DEPTH) throw invalid(name, `nested deeper than ${MAX_DEPTH} levels`)
  return text
}

function checkId(collection: string, { _id, version }: Document) {
  if (typeof _id !== 'string' || _id === '' || _id.length > 1000 || !isPlain(_id)) {
    throw invalid(collection, '_id must be 1 to 1000 characters of text without NUL')
  }
  if (!Number.isSafeInteger(version) || version < 1) throw invalid(collection, `version ${version}`)
}

function checkField(collection: string, field: string, document: Document) {
  const value: unknown = Reflect.get(document, field)
  if (value === undefined || value === null || Number.isFinite(value)) return
  if (typeof value === 'string' && isPlain(value)) return
  throw invalid(collection, `${field} is in an index: text without NUL or a finite number`)
}

function isPlain(text: string) {
  return !text.includes('\0') && text.isWellFormed()
}

/** `JSON.stringify` escapes each half that has no partner, and never a whole pair. */
function hasHalfSurrogate(text: string) {
  return text.includes('\\ud') && /(?<!\\)(?:\\\\)*\\ud[89a-f]/.test(text)
}

function depth(text: string) {
  let deepest = 0
  let open = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (quoted && char === '\\') at++
    else if (char === '"') quoted = !quoted
    else if (!quoted && (char === '{' || char === '[')) deepest = Math.max(deepest, ++open)
    else if (!quoted && (char === '}' || char === ']')) open--
  }
  return deepest
}

function invalid(collection: string, reason: string) {
  return new StoreError('ERR_STORE_INVALID', `${collection}: document refused: ${reason}`)
}
