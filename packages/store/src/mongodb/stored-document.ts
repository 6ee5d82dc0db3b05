import type { Document } from '../store.ts'
import { escapeKey, OP, renameKeys, unescapeKey } from './keys.ts'

/** A document as the collection holds it. */
export interface StoredDocument {
  readonly _id: string
  readonly version: number
  readonly [OP]?: string
}

/** From JSON text, so that MongoDB keeps exactly what SQLite keeps: no dates, no undefined, no other BSON types. */
export function toStored(json: string, op: string): StoredDocument {
  // `toJson` has checked the two fields, and renaming leaves their names alone.
  const document = renameKeys(JSON.parse(json), escapeKey) as StoredDocument
  return { ...document, [OP]: op }
}

export function fromStored<D extends Document>({ [OP]: _, ...document }: StoredDocument): D {
  // Only documents of D went in, and the port leaves parsing to the caller that needs it.
  return renameKeys(document, unescapeKey) as D
}
