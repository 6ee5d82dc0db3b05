import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Value } from '../store.ts'
import { StoreError } from '../store-error.ts'
import { sqliteFailure } from './sqlite-failure.ts'

export interface Reader {
  bodies(sql: string, values: readonly Value[]): string[]
  close(): void
}

/** Reads on the calling thread, each from the newest commit: with a write-ahead log nobody waits for anybody. */
export function reader(db: DatabaseSync, file: string): Reader {
  const statements = new Map<string, StatementSync>()
  const prepare = (sql: string) => {
    const statement = statements.get(sql) ?? db.prepare(sql)
    statements.set(sql, statement)
    return statement
  }
  return {
    bodies: (sql, values) => {
      if (!db.isOpen) throw new StoreError('ERR_STORE_CLOSED', `${file}: the store is closed`)
      try {
        return prepare(sql)
          .all(...values)
          .map(({ body }) => String(body))
      } catch (error) {
        const { code, message } = sqliteFailure(file, error)
        throw new StoreError(code, message)
      }
    },
    close: () => {
      if (db.isOpen) db.close()
    },
  }
}
