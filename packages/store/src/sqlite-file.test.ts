import { mkdir, mkdtemp, open, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, expect, test } from 'vitest'
import { sqliteStore } from './sqlite.ts'
import { type Job, jobs } from './suite/jobs.ts'

const folder = await mkdtemp(join(tmpdir(), 'certwire-file-'))
afterAll(() => rm(folder, { recursive: true }))

let serial = 0
const newFile = () => join(folder, `${++serial}.db`)

test('one process owns the file: a second opener is told which', async () => {
  const file = newFile()
  const alias = newFile()
  const store = await sqliteStore({ file })
  await symlink(file, alias)

  const refused = { code: 'ERR_STORE_IN_USE', message: expect.stringContaining(file) }
  await expect(sqliteStore({ file })).rejects.toMatchObject(refused)
  await expect(sqliteStore({ file: alias })).rejects.toMatchObject(refused)

  await store.close()
  await (await sqliteStore({ file })).close()
})

test('only its user may read the file, its log and its lock', async () => {
  const file = newFile()
  await writeFile(file, '', { mode: 0o644 })
  const store = await sqliteStore({ file })
  await (await store.open(jobs)).insert({ _id: 'a', version: 1 })

  const modes = await Promise.all(
    ['', '-wal', '-shm', '.lock'].map(async (end) => (await stat(file + end)).mode & 0o777),
  )

  expect(modes).toEqual([0o600, 0o600, 0o600, 0o600])
  await store.close()
})

test('a file that is damaged, or of another program, is refused and left as it is', async () => {
  const [text, foreign, damaged, directory] = [newFile(), newFile(), newFile(), newFile()]
  await writeFile(text, 'this is no database at all, but some text that somebody wrote')
  new DatabaseSync(foreign).exec('CREATE TABLE theirs (x)')
  await (await sqliteStore({ file: damaged })).close()
  const bytes = Buffer.alloc(4096, 0xff)
  bytes.write('SQLite format 3\0', 0, 'latin1')
  await writeFile(damaged, bytes)
  await mkdir(directory)

  for (const file of [text, foreign, damaged]) {
    await expect(sqliteStore({ file })).rejects.toMatchObject({ code: 'ERR_STORE_UNREADABLE' })
  }
  await expect(sqliteStore({ file: directory })).rejects.toMatchObject({
    code: 'ERR_STORE_UNWRITABLE',
  })
  await expect(sqliteStore({ file: join(folder, 'no', 'such.db') })).rejects.toMatchObject({
    code: 'ERR_STORE_UNWRITABLE',
  })
  expect((await stat(text)).size).toBe(61)
})

test('a page that was damaged is told by whoever reads it, and the rest is still there', async () => {
  const file = newFile()
  const store = await sqliteStore({ file })
  const collection = await store.open(jobs)
  const ids = Array.from({ length: 9 }, (_, at) => `${at}`)
  const payload = 'x'.repeat(50_000)
  await Promise.all(ids.map((_id) => collection.insert({ _id, version: 1, payload })))
  await store.close()
  const opened = await open(file, 'r+')
  await opened.write(Buffer.alloc(4096, 0xff), 0, 4096, 50 * 4096)
  await opened.close()

  const again = await sqliteStore({ file })
  const kept = await again.open(jobs)
  const found = await Promise.allSettled(ids.map((id) => kept.get(id)))
  await again.close()

  expect(found.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))).toEqual([
    expect.objectContaining({ code: 'ERR_STORE_UNREADABLE' }),
  ])
})

test('closing waits for what is being saved, and then refuses', async () => {
  const file = newFile()
  const store = await sqliteStore({ file })
  const collection = await store.open(jobs)
  const saving = collection.insert({ _id: 'last', version: 1 })

  await Promise.all([store.close(), store.close(), saving])

  const closed = { code: 'ERR_STORE_CLOSED' }
  await expect(collection.insert({ _id: 'late', version: 1 })).rejects.toMatchObject(closed)
  await expect(collection.get('last')).rejects.toMatchObject(closed)
  await expect(store.ready()).rejects.toMatchObject(closed)
  const again = await sqliteStore({ file })
  expect(await (await again.open(jobs)).get('last')).toEqual({ _id: 'last', version: 1 })
  await again.close()
})

test('saves of one moment share one fsync', async () => {
  const commits: number[] = []
  const store = await sqliteStore({ file: newFile(), onCommit: (writes) => commits.push(writes) })
  const collection = await store.open(jobs)
  commits.length = 0

  await Promise.all(
    Array.from({ length: 100 }, (_, at) => collection.insert({ _id: `${at}`, version: 1 })),
  )

  expect(commits).toEqual([100])
  await store.close()
})

test('an index that is declared otherwise than before is made anew', async () => {
  const store = await sqliteStore({ file: newFile() })
  const before = await store.open<Job>({ ...jobs, indexes: { by: { fields: ['owner'] } } })
  await before.insert({ _id: 'a', version: 1, owner: 'x', rank: 2 })
  await before.insert({ _id: 'b', version: 1, owner: 'x', rank: 1 })

  const after = await store.open<Job>({ ...jobs, indexes: { by: { fields: ['rank'] } } })

  expect((await after.find('by', { limit: 9 })).map(({ _id }) => _id)).toEqual(['b', 'a'])
  const unique = { ...jobs, indexes: { one: { fields: ['owner'], unique: true } } }
  await expect(store.open<Job>(unique)).rejects.toMatchObject({ code: 'ERR_STORE_SCHEMA' })
  expect(await after.find('by', { limit: 9 })).toHaveLength(2)
  await store.close()
})
