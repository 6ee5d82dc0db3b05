import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sqliteStore } from '@certwire/store'
import { type Job, jobs } from '@certwire/store/suite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type SmallDisk, smallDisk } from '../support/small-disk.ts'

let disk: SmallDisk | undefined
beforeEach(async ({ skip }) => {
  disk = await smallDisk(4)
  if (!disk) skip('needs the right to mount')
})
afterEach(() => disk?.remove())

const path = (name: string) => join(disk?.folder ?? '', name)
const job = (_id: string): Job => ({ _id, version: 1, payload: 'x'.repeat(100_000) })

/** Opens a store on the disk, and the ids of what it has kept. */
async function opened() {
  const store = await sqliteStore({ file: path('orders.db') })
  return { store, collection: await store.open<Job>(jobs) }
}

/** Takes all the room there is. */
const fill = (file: string) => writeFile(file, Buffer.alloc(8_000_000)).catch(() => {})

test('a full disk is told, loses nothing that was kept, and heals when there is room again', async () => {
  await writeFile(path('other'), Buffer.alloc(1_500_000))
  const { store, collection } = await opened()
  const kept: string[] = []
  const filling = (async () => {
    for (let n = 0; n < 100; n += 1) {
      await collection.insert(job(`${n}`))
      kept.push(`${n}`)
    }
  })()
  await expect(filling).rejects.toMatchObject({ code: 'ERR_STORE_FULL' })
  await fill(path('rest'))
  await expect(store.ready()).rejects.toMatchObject({ code: 'ERR_STORE_FULL' })

  await Promise.all([rm(path('other')), rm(path('rest'))])
  await store.ready()
  await collection.insert(job('after'))
  await store.close()

  const again = await opened()
  const found = await Promise.all([...kept, 'after'].map((id) => again.collection.get(id)))
  await again.store.close()
  expect(kept.length).toBeGreaterThan(5)
  expect(found).not.toContain(undefined)
})

test('a disk that is full from the start is told, not a damaged file left behind', async () => {
  await fill(path('other'))

  await expect(opened()).rejects.toMatchObject({ code: 'ERR_STORE_FULL' })

  await rm(path('other'))
  const { store, collection } = await opened()
  await collection.insert(job('a'))
  await store.close()
})

test('a disk that may only be read is told', async () => {
  await (await opened()).store.close()
  await disk?.readOnly()

  await expect(opened()).rejects.toMatchObject({ code: 'ERR_STORE_UNWRITABLE' })
})
