import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Fields } from './fields.ts'
import { commandRunner } from './run-command.ts'
import { openStorage } from './storage.ts'

/** Runs commands on what the file holds, as a server does that has just started. */
function server(file?: string) {
  const storage = openStorage(file)
  const run = commandRunner({ storage, cursors: new Map(), address: () => '', nextCursor: 1 })
  return {
    storage,
    run: (command: Fields) => run(Object.keys(command)[0] ?? '', { $db: 'db', ...command }),
  }
}

async function newFile() {
  const folder = await mkdtemp(join(tmpdir(), 'certwire-double-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return join(folder, 'data.bson')
}

const inSession = (txnNumber: number) => ({ lsid: { id: { buffer: Buffer.from('s') } }, txnNumber })
const insert = (document: Fields) => ({ insert: 'jobs', documents: [document] })
const replace = (version: number) => {
  const u = { _id: 'a', version: version + 1 }
  return { update: 'jobs', updates: [{ q: { _id: 'a', version }, u }] }
}

test('a write that comes again is answered as the first time, also after a restart', async () => {
  const file = await newFile()
  const first = server(file)
  first.run(insert({ _id: 'a', version: 1 }))
  const answers = [1, 1].map((txn) => first.run({ ...replace(1), ...inSession(txn) }))

  const restarted = server(file)
  answers.push(restarted.run({ ...replace(1), ...inSession(1) }))

  expect(answers).toEqual(Array(3).fill({ n: 1, nModified: 1, ok: 1 }))
  expect(restarted.storage.find('db.jobs')?.documents.get('a')).toEqual({ _id: 'a', version: 2 })
})

test('a write that is older than the newest of its session is refused', () => {
  const { run } = server()
  run({ ...insert({ _id: 'a' }), ...inSession(2) })

  expect(run({ ...insert({ _id: 'b' }), ...inSession(1) })).toMatchObject({ ok: 0, code: 225 })
})

test('a write that changed nothing runs again', () => {
  const { run } = server()
  const before = run({ ...replace(1), ...inSession(1) })
  run(insert({ _id: 'a', version: 1 }))

  const again = run({ ...replace(1), ...inSession(1) })

  expect([before.n, again.n]).toEqual([0, 1])
})

test('what a reply confirms is in the file before the reply', async () => {
  const file = await newFile()
  const { run } = server(file)

  const reply = run(insert({ _id: 'a' }))

  expect(reply).toEqual({ n: 1, ok: 1 })
  expect([...(server(file).storage.find('db.jobs')?.documents.keys() ?? [])]).toEqual(['a'])
})

test('a document is validated before its id and its unique values are looked at', () => {
  const { run } = server()
  const validator = { $jsonSchema: { properties: { size: { bsonType: 'number' } } } }
  run({ create: 'jobs', validator })
  run({ createIndexes: 'jobs', indexes: [{ name: 'one', key: { key: 1 }, unique: true }] })
  run(insert({ _id: 'a', key: 1 }))

  const codes = [
    { _id: 'a', size: 'x' },
    { _id: 'a', key: 1 },
    { _id: 'b', key: 1 },
  ].map((document) => run(insert(document)).writeErrors)

  expect(codes).toEqual([
    [expect.objectContaining({ code: 121 })],
    [expect.objectContaining({ errmsg: expect.stringContaining('index: _id_ dup key') })],
    [expect.objectContaining({ errmsg: expect.stringContaining('index: one dup key') })],
  ])
})

test('a schema with a keyword that would not be checked is refused', () => {
  const { run } = server()
  const validator = { $jsonSchema: { properties: { at: { format: 'date-time' } } } }

  expect(run({ create: 'jobs', validator })).toMatchObject({ ok: 0, code: 9 })
  expect(run({ listCollections: 1 })).toMatchObject({ cursor: { firstBatch: [] } })
})
