import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sqliteStore } from '@certwire/store'
import { jobs } from '@certwire/store/suite'
import { expect, onTestFinished, test } from 'vitest'

test('another program that locks the file is told, and saving goes on once it lets go', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'certwire-locked-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'orders.db')
  const store = await sqliteStore({ file })
  const collection = await store.open(jobs)
  const other = new DatabaseSync(file)
  other.exec('BEGIN IMMEDIATE')

  const refused = collection.insert({ _id: 'a', version: 1 })
  await expect(refused).rejects.toMatchObject({ code: 'ERR_STORE_UNAVAILABLE' })
  expect(await collection.get('a')).toBeUndefined()

  other.exec('ROLLBACK')
  other.close()
  await collection.insert({ _id: 'a', version: 1 })
  await store.close()
})
