import type { CollectionDefinition, Document } from './store.ts'
import { StoreError } from './store-error.ts'

const NAME = /^[A-Za-z][A-Za-z0-9_]{0,62}$/
const FIELD = /^[A-Za-z_][A-Za-z0-9_]{0,62}$/

/** Names become part of SQL and of index keys, so they are plain words: this is what makes that safe. */
export function checkDefinition<D extends Document>({ name, indexes }: CollectionDefinition<D>) {
  if (!NAME.test(name) || /^(sqlite|system)/i.test(name)) refuse('collection', name)
  for (const [index, { fields }] of Object.entries(indexes)) {
    if (!NAME.test(index)) refuse('index', index)
    if (fields.length === 0) refuse('index without fields', index)
    for (const field of fields) if (!FIELD.test(field)) refuse('field', field)
  }
}

function refuse(what: string, name: string): never {
  throw new StoreError(
    'ERR_STORE_INVALID',
    `${what} ${JSON.stringify(name.slice(0, 80))}: use letters, digits and _, starting with a letter`,
  )
}
