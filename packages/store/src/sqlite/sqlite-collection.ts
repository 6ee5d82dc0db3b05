import { checkQuery } from '../check-query.ts'
import {
  type Collection,
  type CollectionDefinition,
  type Document,
  DuplicateError,
} from '../store.ts'
import { StoreError } from '../store-error.ts'
import { toJson } from '../to-json.ts'
import type { Reader } from './reader.ts'
import { select } from './select.ts'
import type { Outcome, Write } from './write.ts'

export function sqliteCollection<D extends Document>(
  definition: CollectionDefinition<D>,
  reader: Reader,
  write: (write: Write) => Promise<Outcome>,
): Collection<D> {
  const { name: collection, indexes } = definition
  // Only documents of D went in, and the port leaves parsing to the caller that needs it.
  const parse = (body: string) => JSON.parse(body) as D
  const changed = async (asked: Write) => settle(collection, await write(asked))
  const put = async (kind: 'insert' | 'replace', document: D) => {
    const { _id: id, version } = document
    return changed({ kind, collection, id, version, body: toJson(definition, document) })
  }
  return {
    get: async (id) => {
      const [body] = reader.bodies(`SELECT body FROM "${collection}" WHERE _id = ?`, [id])
      return body === undefined ? undefined : parse(body)
    },
    insert: async (document) => {
      await put('insert', document)
    },
    replace: (document) => put('replace', document),
    find: async (index, query) => {
      const fields = checkQuery(collection, indexes, index, query)
      const { sql, values } = select(collection, index, fields, query)
      return reader.bodies(sql, values).map(parse)
    },
    // Text at any rate: what SQLite cannot bind would fail the whole commit, neighbours and all.
    delete: (id, version) => changed({ kind: 'delete', collection, id: String(id), version }),
  }
}

export function settle(collection: string, outcome: Outcome) {
  if ('duplicate' in outcome) throw new DuplicateError(collection, outcome.duplicate)
  if ('failed' in outcome) throw new StoreError(outcome.failed.code, outcome.failed.message)
  return outcome.changed
}
