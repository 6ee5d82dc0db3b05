import { DatabaseSync } from 'node:sqlite'

/** "Cert" in ASCII, in the file's header: another program's database is refused before anything is written to it. */
const APPLICATION_ID = 0x43657274
const BUSY_TIMEOUT_MS = 5000

/** The connection that writes. Every commit is on the disk when COMMIT returns. */
export function openForWriting(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS })
  try {
    claim(db)
    db.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864',
    )
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

export function openForReading(file: string): DatabaseSync {
  return new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS, readOnly: true })
}

function claim(db: DatabaseSync) {
  const id = db.prepare('PRAGMA application_id').get()?.application_id
  if (id === APPLICATION_ID) return
  const tables = db.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.n
  if (tables !== 0) throw new NotOurs()
  db.exec(`PRAGMA application_id = ${APPLICATION_ID}`)
}

class NotOurs extends Error {
  override readonly name = 'NotOurs'
  // SQLITE_NOTADB, so that it is reported as the same mistake.
  readonly errcode = 26

  constructor() {
    super('it holds the tables of another program')
  }
}
