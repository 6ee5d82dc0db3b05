import type { DatabaseSync } from 'node:sqlite'
import type { Index } from '../store.ts'

export const indexName = (collection: string, index: string) => `${collection}.${index}`

/** SQLite uses an expression index only for the very same expression, so this is the one place that spells it. */
export const fieldExpression = (field: string) => `json_extract(body, '$.${field}')`

/** Creates what is missing and replaces or drops indexes that are declared otherwise: this file has one owner. */
export function defineCollection(
  db: DatabaseSync,
  collection: string,
  indexes: Readonly<Record<string, Index>>,
) {
  db.exec(
    `CREATE TABLE IF NOT EXISTS "${collection}" (_id TEXT PRIMARY KEY NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL)`,
  )
  const wanted = new Map(
    Object.entries(indexes).map(([name, index]) => createIndex(collection, name, index)),
  )
  const present = db
    .prepare(
      `SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql <> ''`,
    )
    .all(collection)
  for (const { name: given, sql } of present) {
    const name = String(given)
    if (wanted.get(name) === sql) wanted.delete(name)
    else db.exec(`DROP INDEX "${name}"`)
  }
  for (const sql of wanted.values()) db.exec(sql)
}

function createIndex(collection: string, name: string, { fields, unique = false }: Index) {
  const expressions = fields.map(fieldExpression)
  const columns = unique ? expressions : [...expressions, '_id']
  const present = expressions.map((expression) => `${expression} IS NOT NULL`).join(' AND ')
  const full = indexName(collection, name)
  const sql = `CREATE ${unique ? 'UNIQUE ' : ''}INDEX "${full}" ON "${collection}" (${columns.join(', ')}) WHERE ${present}`
  return [full, sql] as const
}
