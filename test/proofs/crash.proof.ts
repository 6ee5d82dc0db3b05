import { setTimeout as sleep } from 'node:timers/promises'
import { audit } from '../support/audit.ts'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { orderLoad } from '../support/order-load.ts'
import { seeded } from '../support/random.ts'
import { type ProofRun, proof } from './proof.ts'
import { isClean, table } from './table.ts'

const ORDERS = 50
const REQUEST_EVERY_MS = 400
const PATIENCE_MS = 8 * 60_000

type Havoc = (cluster: Cluster, signal: AbortSignal) => Promise<number>

/** What happens beside the kill of a random service every second. */
const rounds: Readonly<Record<string, Havoc>> = {
  services: async () => 0,
  'services, NATS killed': async ({ nats }, signal) => {
    for (let kills = 0; ; kills += 1) {
      if (kills === 5 || !(await paused(3000, signal))) return kills
      await nats.kill()
      await nats.start()
    }
  },
  'services, NATS wiped': async ({ nats }, signal) => {
    if (!(await paused(8000, signal))) return 0
    await nats.kill()
    await nats.wipe()
    await nats.start()
    return 1
  },
}

type Counted = Exclude<keyof Awaited<ReturnType<typeof round>>, 'run'>

export const crash = proof({
  name: 'crash',
  claim:
    'With kill -9 of a random service every second, with nats-server killed five times, and with its whole store deleted in mid-flight: no order lost, no duplicate certificate, none without its key, no TXT record left.',
  run: async (run) => {
    const rows: Awaited<ReturnType<typeof round>>[] = []
    for (const [name, havoc] of Object.entries(rounds)) rows.push(await round(name, havoc, run))
    const total = (key: Counted) => rows.reduce((sum, row) => sum + row[key], 0)
    return {
      ok: rows.every(
        (row) => isClean(row) && row.recordsLeft === 0 && row.orders === ORDERS && row.kills > 5,
      ),
      figures: {
        ...{ n: total('orders'), kills: total('kills'), natsKills: total('natsKills') },
        ...{ lost: total('lost'), duplicates: total('duplicates') },
        ...{ withoutKey: total('withoutKey'), recordsLeft: total('recordsLeft'), seed: run.seed },
      },
      table: table(rows),
    }
  },
})

async function round(name: string, havoc: Havoc, { seed, say }: ProofRun) {
  const random = seeded(seed)
  const cluster = await startCluster({ pebbleEnv: { PEBBLE_WFE_NONCEREJECT: '20' } })
  const over = new AbortController()
  try {
    const begin = performance.now()
    const killing = killServices(cluster, random, over.signal)
    const wrecking = havoc(cluster, over.signal)
    const load = { orders: ORDERS, everyMs: REQUEST_EVERY_MS, random }
    const wanted = await orderLoad(cluster.api, load, AbortSignal.timeout(PATIENCE_MS))
    over.abort()
    const [kills, natsKills] = await Promise.all([killing, wrecking])
    const seconds = Math.round((performance.now() - begin) / 1000)
    const found = await audit(cluster, wanted)
    say(`${name}: ${wanted.size} orders in ${seconds} s, ${kills} kills`)
    return { run: name, orders: wanted.size, seconds, kills, natsKills, ...found }
  } finally {
    over.abort()
    await cluster.close()
  }
}

/** Every second another one dies; it is started again at once. Resolves with the number of kills, all of them up. */
async function killServices({ services }: Cluster, random: () => number, signal: AbortSignal) {
  const restarts: Promise<void>[] = []
  const down = new Set<string>()
  let kills = 0
  while (await paused(1000, signal)) {
    const victim = services[Math.floor(random() * services.length)]
    if (!victim || down.has(victim.name)) continue
    down.add(victim.name)
    await victim.kill()
    kills += 1
    restarts.push(victim.start().finally(() => down.delete(victim.name)))
  }
  await Promise.all(restarts)
  return kills
}

/** False when the signal came first. */
const paused = (ms: number, signal: AbortSignal): Promise<boolean> =>
  sleep(ms, true, { signal }).catch(() => false)
