import { audit } from '../support/audit.ts'
import { startCluster } from '../support/cluster.ts'
import { orderLoad } from '../support/order-load.ts'
import { seeded } from '../support/random.ts'
import { proof } from './proof.ts'
import { isClean, table } from './table.ts'

const ORDERS = 50

export const separate = proof({
  name: 'separate',
  claim: `Services as separate processes over NATS, on a Pebble that demands EAB and rejects a fifth of the nonces: ${ORDERS} orders, ${ORDERS} verified certificates, none finalized twice, no TXT record left.`,
  run: async ({ seed, signal }) => {
    const cluster = await startCluster({ pebbleEnv: { PEBBLE_WFE_NONCEREJECT: '20' } })
    try {
      const begin = performance.now()
      const load = { orders: ORDERS, everyMs: 20, random: seeded(seed) }
      const wanted = await orderLoad(cluster.api, load, signal)
      const seconds = ((performance.now() - begin) / 1000).toFixed(1)
      const found = await audit(cluster, wanted)
      return {
        ok: isClean(found) && found.stored === ORDERS && found.recordsLeft === 0,
        figures: { n: wanted.size, seconds, ...found },
        table: table([{ run: 'separate', orders: wanted.size, seconds, ...found }]),
      }
    } finally {
      await cluster.close()
    }
  },
})
