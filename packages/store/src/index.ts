/**
 * Where documents are kept: a small port of compare-and-set documents with declared indexes, and two adapters that
 * pass one suite: `sqliteStore`, one file owned by one process, and `mongodbStore`, a replica set shared by many.
 */
export { insertOnce, insertOrGet } from './insert-once.ts'
export { mongodbStore } from './mongodb.ts'
export { sqliteStore } from './sqlite.ts'
export {
  type Collection,
  type CollectionDefinition,
  type Document,
  DuplicateError,
  type Index,
  type Query,
  type Store,
} from './store.ts'
export { StoreError } from './store-error.ts'
