import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Collection, Store } from './store.ts'
import { contentsSuite } from './suite/contents.suite.ts'
import { documentsSuite } from './suite/documents.suite.ts'
import { duplicatesSuite } from './suite/duplicates.suite.ts'
import { findSuite } from './suite/find.suite.ts'
import { type Given, type Job, jobs } from './suite/jobs.ts'

/** What every store promises. `make` gives an empty one. */
export function storeSuite(make: () => Promise<Store>) {
  let store: Store
  let collection: Collection<Job>
  let serial = 0
  const given: Given = { jobs: () => collection, fresh: (name) => `${name}-${++serial}` }

  beforeAll(async () => {
    store = await make()
    collection = await store.open(jobs)
  })
  afterAll(() => store.close())

  documentsSuite(given)
  duplicatesSuite(given)
  findSuite(given)
  contentsSuite(given)

  test('opening a collection again changes nothing', async () => {
    const _id = given.fresh('again')
    await collection.insert({ _id, version: 1 })

    const again = await store.open(jobs)

    expect(await again.get(_id)).toEqual({ _id, version: 1 })
  })

  test('a usable store is ready', async () => {
    await store.ready()
  })
}
