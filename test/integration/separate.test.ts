import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { audit } from '../support/audit.ts'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { onNatsServers } from '../support/nats.ts'
import { orderLoad } from '../support/order-load.ts'
import { onPebbles } from '../support/pebble.ts'
import { seeded } from '../support/random.ts'

const clean = { lost: 0, duplicates: 0, withoutKey: 0, unverified: 0, recordsLeft: 0 }

onPebbles('services as separate processes', (pebble) => {
  onNatsServers('over NATS', ({ binary }) => {
    let cluster: Cluster
    const all = new Map<string, string[]>()
    const load = { everyMs: 20, random: seeded(1) }

    beforeAll(async () => {
      const pebbleEnv = { PEBBLE_WFE_NONCEREJECT: '20', PEBBLE_VA_NOSLEEP: '1' }
      cluster = await startCluster({ pebble, nats: { binary }, pebbleEnv })
    })
    afterAll(() => cluster.close())

    test('every order becomes one verified certificate, and no TXT record is left', async () => {
      const issued = await orderLoad(cluster.api, { ...load, orders: 8, series: 'calm' }, timeout())
      for (const [id, names] of issued) all.set(id, names)

      expect(await audit(cluster, all)).toEqual({ ...clean, issuedAtCa: 8, stored: 8 })
    })

    test('also when two services and nats-server with its whole store die on the way', async () => {
      const issuing = orderLoad(cluster.api, { ...load, orders: 16, series: 'hit' }, timeout())
      await sleep(150)
      await Promise.all([wipe(cluster), ...cluster.services.slice(0, 2).map(restart)])

      for (const [id, names] of await issuing) all.set(id, names)

      expect(await audit(cluster, all)).toEqual({ ...clean, issuedAtCa: 24, stored: 24 })
    })
  })
})

const timeout = () => AbortSignal.timeout(50_000)

async function wipe({ nats }: Cluster): Promise<void> {
  await nats.kill()
  await nats.wipe()
  await nats.start()
}

async function restart(service: Cluster['services'][number]): Promise<void> {
  await service.kill()
  await service.start()
}
