import type { z } from 'zod'

/**
 * JSON only, at most 2 MiB of it; any key is data, `__proto__` and `$where` too. Times are RFC 3339 text in UTC with
 * milliseconds, so that text order is time order.
 */
export interface Document {
  readonly _id: string
  /** 1 at insert, one more at each replace. */
  readonly version: number
}

/**
 * A document that lacks a field of an index, or has null there, is not in it: that is how what is finished leaves the
 * due index, and why a unique index does not bind it. Numbers sort before text, text by its UTF-8 bytes.
 */
export interface Index {
  /** Top-level fields holding text or numbers, in order. */
  readonly fields: readonly string[]
  readonly unique?: boolean
}

export interface CollectionDefinition<D extends Document = Document> {
  readonly name: string
  /** Checked by the database itself where it can ($jsonSchema); documents are parsed by the caller that needs it. */
  readonly schema: z.ZodType<D>
  readonly indexes: Readonly<Record<string, Index>>
}

export type Value = string | number

export interface Query {
  /** Values for the first fields of the index. */
  readonly equal?: readonly Value[]
  /** Bounds, both inclusive, of the field that follows them. */
  readonly from?: Value
  readonly to?: Value
  /** The whole order reversed, ties by `_id` included. */
  readonly descending?: boolean
  readonly limit: number
}

/**
 * A collection of documents, each changed by compare-and-set on `version`. What fails rejects with `StoreError`,
 * a duplicate with `DuplicateError`.
 *
 * A write that has resolved survives `kill -9` and loss of power. A write that rejects may or may not have happened;
 * reading again tells. Reads see every write that has resolved.
 */
export interface Collection<D extends Document = Document> {
  get(id: string): Promise<D | undefined>
  /** Rejects with `DuplicateError` when the id or a value of a unique index is taken. */
  insert(document: D): Promise<void>
  /**
   * Puts `document` in place of the one that has its id and version `document.version - 1`. False: there is none, so
   * somebody else was first.
   */
  replace(document: D): Promise<boolean>
  /** In the order of the index; ties by `_id`. */
  find(index: string, query: Query): Promise<D[]>
  /** True if it was there. With a version only that one goes: one that was replaced since stays. */
  delete(id: string, version?: number): Promise<boolean>
}

export interface Store {
  /** Creates the collection and its indexes where they are missing. */
  open<D extends Document>(definition: CollectionDefinition<D>): Promise<Collection<D>>
  /** Rejects with the reason when the store cannot be used at this moment. */
  ready(): Promise<void>
  close(): Promise<void>
}

export class DuplicateError extends Error {
  override readonly name = 'DuplicateError'
  readonly code = 'ERR_STORE_DUPLICATE'
  /** `_id` or the name of a unique index. */
  readonly index: string

  constructor(collection: string, index: string) {
    super(`${collection}: a document with this ${index} exists`)
    this.index = index
  }
}
