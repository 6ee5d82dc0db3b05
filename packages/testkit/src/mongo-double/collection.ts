import { CommandError } from './command-error.ts'
import { compareBy, orderOf } from './compare.ts'
import { type Fields, fieldsOf } from './fields.ts'
import { violation } from './json-schema.ts'
import { matches } from './matches.ts'
import { plan } from './plan.ts'
import { SortedIndex } from './sorted-index.ts'

/** What changed, for a journal: applied in order to nothing, it gives the same collection. */
export type Change =
  | { readonly put: Fields }
  | { readonly remove: string }
  | { readonly index: Fields }
  | { readonly options: Fields }

/** One collection in memory. Each change is one synchronous step, hence atomic. */
export class StoredCollection {
  readonly namespace: string
  readonly indexes = new Map<string, SortedIndex>()
  readonly documents = new Map<string, Fields>()
  options: Fields = {}
  readonly #onChange: (change: Change) => void

  constructor(namespace: string, onChange: (change: Change) => void) {
    this.namespace = namespace
    this.#onChange = onChange
  }

  apply(change: Change) {
    if ('put' in change) this.#put(change.put)
    else if ('remove' in change) this.#remove(change.remove)
    else if ('index' in change) this.#addIndex(new SortedIndex(change.index))
    else this.options = change.options
    this.#onChange(change)
  }

  insert(document: Fields) {
    const id = idOf(document)
    this.#validate(document)
    if (this.documents.has(id)) throw this.#duplicate('_id_', { _id: id })
    this.#claim(document)
    this.apply({ put: document })
  }

  replace(old: Fields, document: Fields) {
    const next = { _id: old._id, ...document }
    if (next._id !== old._id) {
      throw new CommandError(66, 'ImmutableField', "the (immutable) field '_id' was altered")
    }
    this.#validate(next)
    this.#claim(next)
    this.apply({ put: next })
  }

  find({
    filter,
    sort,
    limit = 0,
    skip = 0,
  }: {
    filter: Fields
    sort?: Fields
    limit?: number
    skip?: number
  }) {
    const order = orderOf(sort ?? {})
    const { candidates, sorted } = plan(
      { documents: this.documents, indexes: this.indexes.values() },
      filter,
      order,
    )
    const isWanted = matches(filter)
    const found: Fields[] = []
    const enough = sorted && limit > 0 ? skip + limit : Number.POSITIVE_INFINITY
    for (const document of candidates) {
      if (isWanted(document)) found.push(document)
      if (found.length >= enough) break
    }
    if (!sorted) found.sort(compareBy(order))
    return found.slice(skip, limit > 0 ? skip + limit : undefined)
  }

  /** False if it is there already. */
  createIndex(spec: Fields): boolean {
    const present = this.indexes.get(String(spec.name))
    if (present) {
      if (JSON.stringify(present.spec) === JSON.stringify(spec)) return false
      throw new CommandError(86, 'IndexKeySpecsConflict', `an index named ${spec.name} differs`)
    }
    const index = new SortedIndex(spec)
    for (const document of this.documents.values()) {
      if (index.conflict(document)) throw this.#duplicate(index.name, keyValue(index, document))
      index.add(document)
    }
    this.apply({ index: spec })
    return true
  }

  #validate(document: Fields) {
    const schema = fieldsOf(fieldsOf(this.options.validator).$jsonSchema)
    const broken = violation(schema, document)
    if (broken) {
      const errInfo = { failingDocumentId: document._id, details: { broken } }
      throw new CommandError(121, 'DocumentValidationFailure', 'Document failed validation', {
        errInfo,
      })
    }
  }

  /** Throws if another document has a value of a unique index. */
  #claim(document: Fields) {
    for (const index of this.indexes.values()) {
      if (index.conflict(document)) throw this.#duplicate(index.name, keyValue(index, document))
    }
  }

  #put(document: Fields) {
    const id = idOf(document)
    this.#remove(id)
    this.documents.set(id, document)
    for (const index of this.indexes.values()) index.add(document)
  }

  #remove(id: string) {
    const document = this.documents.get(id)
    if (!document) return
    this.documents.delete(id)
    for (const index of this.indexes.values()) index.remove(document)
  }

  #addIndex(index: SortedIndex) {
    for (const document of this.documents.values()) index.add(document)
    this.indexes.set(index.name, index)
  }

  #duplicate(index: string, keys: Fields) {
    const message = `E11000 duplicate key error collection: ${this.namespace} index: ${index} dup key: ${JSON.stringify(keys)}`
    return new CommandError(11000, 'DuplicateKey', message, { keyValue: keys })
  }
}

function keyValue(index: SortedIndex, document: Fields): Fields {
  return Object.fromEntries(index.fields.map((field) => [field, document[field]]))
}

function idOf({ _id }: Fields) {
  if (typeof _id === 'string') return _id
  throw new CommandError(2, 'BadValue', 'the double keeps documents whose _id is text')
}
