import { appendFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openStorage } from './storage.ts'

const due = { name: 'due', key: { at: 1 }, partialFilterExpression: { at: { $exists: true } } }
const one = { name: 'one', key: { key: 1 }, unique: true }

test('what was stored outlives the process, up to an entry cut short', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'certwire-double-'))
  context.onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'data.bson')
  const before = openStorage(file)
  const jobs = before.findOrCreate('db.jobs')
  jobs.createIndex(one)
  jobs.insert({ _id: 'a', key: 1 })
  jobs.insert({ _id: 'b', key: 2 })
  jobs.apply({ remove: 'b' })
  before.commit()
  before.close()
  appendFileSync(file, Buffer.from([99, 0, 0, 0, 1]))

  const again = openStorage(file).findOrCreate('db.jobs')

  expect([...again.documents.values()]).toEqual([{ _id: 'a', key: 1 }])
  expect(() => again.insert({ _id: 'c', key: 1 })).toThrow('E11000')
})

test('what follows an entry cut short is read back as well', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'certwire-double-'))
  context.onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'data.bson')
  writeFileSync(file, Buffer.from([99, 0, 0, 0, 1]))
  const second = openStorage(file)
  second.findOrCreate('db.jobs').insert({ _id: 'a' })
  second.commit()
  second.close()

  const third = openStorage(file).findOrCreate('db.jobs')

  expect([...third.documents.keys()]).toEqual(['a'])
})

test('an index finds what a look at every document finds, in the same order', () => {
  const storage = openStorage(undefined)
  const [indexed, plain] = [storage.findOrCreate('db.indexed'), storage.findOrCreate('db.plain')]
  indexed.createIndex(due)
  for (let serial = 0; serial < 500; serial++) {
    const at = (serial * 7919) % 101
    const document = { _id: `${serial}`, ...(at > 20 && { at }) }
    indexed.insert(document)
    plain.insert(document)
  }
  for (let serial = 0; serial < 500; serial += 3) indexed.apply({ remove: `${serial}` })
  for (let serial = 0; serial < 500; serial += 3) plain.apply({ remove: `${serial}` })
  const asked = { filter: { at: { $exists: true, $gte: 30, $lte: 60 } }, sort: { at: -1 } }

  const found = indexed.find({ ...asked, limit: 50 }).map(({ at }) => at)

  expect(found).toEqual(plain.find({ ...asked, limit: 50 }).map(({ at }) => at))
  expect(found).toHaveLength(50)
})
