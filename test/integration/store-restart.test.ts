import { mongodbStore } from '@certwire/store'
import { type Job, jobs } from '@certwire/store/suite'
import { startMongoDoubleProcess } from '@certwire/testkit'
import { expect, onTestFinished, test, vi } from 'vitest'

const KILLS = 5

test('a server that is killed and comes back keeps what it confirmed, and applies a write once', async () => {
  const server = await startMongoDoubleProcess()
  const store = await mongodbStore({ uri: server.uri, appName: 'restart' })
  onTestFinished(async () => {
    await store.close()
    await server.stop()
  })
  const collection = await store.open<Job>(jobs)
  let [running, writes] = [true, 0]
  const lanes = Array.from({ length: 8 }, async (_, lane) => {
    const _id = `lane-${lane}`
    let version = 1
    await collection.insert({ _id, version })
    // Nobody else writes to it, so "somebody was first" would be about a write of our own.
    while (running && (await collection.replace({ _id, version: version + 1 }))) {
      version += 1
      writes += 1
    }
    return { _id, version }
  })

  for (let kills = 0; kills < KILLS; kills += 1) {
    const before = writes
    await vi.waitUntil(() => writes > before + 50, { timeout: 10_000, interval: 5 })
    await server.kill()
    await server.start()
  }
  running = false
  const last = await Promise.all(lanes)

  expect(await Promise.all(last.map(({ _id }) => collection.get(_id)))).toEqual(last)
})
