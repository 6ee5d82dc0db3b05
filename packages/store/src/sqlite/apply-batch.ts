import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { defineCollection } from './define-collection.ts'
import { isDuplicate, sqliteFailure } from './sqlite-failure.ts'
import type { Outcome, Write } from './write.ts'

const SQL = {
  insert: (collection: string) =>
    `INSERT INTO "${collection}" (_id, version, body) VALUES (?, ?, ?)`,
  replace: (collection: string) =>
    `UPDATE "${collection}" SET version = ?, body = ? WHERE _id = ? AND version = ?`,
  delete: (collection: string) =>
    `DELETE FROM "${collection}" WHERE _id = ? AND version = coalesce(?, version)`,
}

/** Applies writes in one transaction, hence one fsync for all. Throws when nothing of it is kept. */
export function batchApplier(db: DatabaseSync, file: string) {
  const statements = new Map<string, StatementSync>()
  const prepare = (sql: string) => {
    const statement = statements.get(sql) ?? db.prepare(sql)
    statements.set(sql, statement)
    return statement
  }
  return (writes: readonly Write[]): Outcome[] => {
    db.exec('BEGIN IMMEDIATE')
    try {
      const outcomes = writes.map((write) => apply(db, prepare, write, file))
      db.exec('COMMIT')
      return outcomes
    } catch (error) {
      // SQLite has rolled back by itself after some errors (full disk, I/O), and a second ROLLBACK would hide the first error.
      if (db.isTransaction) db.exec('ROLLBACK')
      throw error
    }
  }
}

type Prepare = (sql: string) => StatementSync

function apply(db: DatabaseSync, prepare: Prepare, write: Write, file: string): Outcome {
  if (write.kind === 'define') return define(db, write, file)
  try {
    return { changed: run(prepare, write) }
  } catch (error) {
    // A broken constraint undoes its own statement only; the transaction goes on for the neighbours.
    if (!isDuplicate(error) || write.kind === 'probe') throw error
    return { duplicate: duplicateIndex(write.collection, error) }
  }
}

function run(prepare: Prepare, write: Exclude<Write, { kind: 'define' }>) {
  switch (write.kind) {
    case 'insert': {
      const { collection, id, version, body } = write
      return prepare(SQL.insert(collection)).run(id, version, body).changes === 1
    }
    case 'replace': {
      const { collection, id, version, body } = write
      return prepare(SQL.replace(collection)).run(version, body, id, version - 1).changes === 1
    }
    case 'delete': {
      const { collection, id, version } = write
      return prepare(SQL.delete(collection)).run(id, version ?? null).changes === 1
    }
    case 'probe':
      // Rewrites the first page of the file, so it meets the disk as any save does.
      prepare('PRAGMA user_version = 1').run()
      return true
  }
}

function define(
  db: DatabaseSync,
  { collection, indexes }: Extract<Write, { kind: 'define' }>,
  file: string,
): Outcome {
  db.exec('SAVEPOINT define')
  try {
    defineCollection(db, collection, indexes)
    db.exec('RELEASE define')
    return { changed: true }
  } catch (error) {
    if (!db.isTransaction) throw error
    db.exec('ROLLBACK TO define; RELEASE define')
    if (!isDuplicate(error)) return { failed: sqliteFailure(file, error) }
    const index = duplicateIndex(collection, error)
    const message = `${collection}: unique index ${index} cannot be made, several documents share a value`
    return { failed: { code: 'ERR_STORE_SCHEMA', message } }
  }
}

/** "UNIQUE constraint failed: index 'orders.slot'", or "…: orders._id" for the primary key. */
function duplicateIndex(collection: string, error: unknown) {
  const message = error instanceof Error ? error.message : ''
  const name = /index '([^']+)'/.exec(message)?.[1]
  return name?.startsWith(`${collection}.`) ? name.slice(collection.length + 1) : '_id'
}
