import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { orders } from '@certwire/documents'
import { sqliteStore } from '@certwire/store'
import { cpuSeconds, residentMiB } from '../support/cpu.ts'
import { layGround, ZONE } from '../support/ground.ts'
import { startOneProcess } from '../support/one-process.ts'
import { serviceProcess } from '../support/service-process.ts'
import { addWaitingOrders } from '../support/waiting-orders.ts'
import { type ProofRun, proof } from './proof.ts'

const OPEN = 100
const WAITING = 100_000
const DUE = 200
const QUERIES = 1000
const WATCH_S = 30
const HOUR_MS = 3_600_000

export const idle = proof({
  name: 'idle',
  claim:
    'All in one: at most 250 MB with 100 open orders; 100,000 orders that wait cost less than 1 % of a core, and the due query stays under 5 ms (p99).',
  run: async (run) => {
    const rss = await residentWithOpenOrders(run)
    const { cpuPercent, p99 } = await costOfWaiting(run)
    return {
      ok: rss <= 250 && cpuPercent < 1 && p99 < 5,
      figures: {
        ...{ open: OPEN, rss_MB: rss.toFixed(0), waiting: WAITING },
        ...{ cpu_percent: cpuPercent.toFixed(2), due_p99_ms: p99.toFixed(2), queries: QUERIES },
      },
    }
  },
})

/** A DNS server that is silent keeps them open, where they are placed without a look at it. */
async function residentWithOpenOrders({ say }: ProofRun): Promise<number> {
  const one = await startOneProcess({ preflight: 'off' })
  try {
    const names = Array.from({ length: OPEN }, (_, n) => `open-${n}.${ZONE}`)
    for (const name of names) one.dns.setFault(`_acme-challenge.${name}`, 'drop')
    const ids = await Promise.all(names.map((name) => one.api.request([name])))
    await sleep(WATCH_S * 1000)
    const phases = await Promise.all(ids.map(async (id) => (await one.api.order(id)).phase))
    const open = phases.filter((phase) => phase === 'proving').length
    const rss = residentMiB(one.service.pid ?? 0)
    say(`${open} orders open, ${rss.toFixed(0)} MiB resident`)
    if (open !== OPEN) throw new Error(`only ${open} of ${OPEN} orders are open: ${phases.join()}`)
    return rss * 1.048576
  } finally {
    await one.close()
  }
}

async function costOfWaiting({ say }: ProofRun) {
  const ground = await layGround({})
  try {
    const file = join(ground.folder, '.certwire', 'certwire.db')
    await fill(file)
    const cpuPercent = await cpuWhileWaiting(ground)
    const p99 = await dueQueryP99(file)
    say(
      `${WAITING} waiting: ${cpuPercent.toFixed(2)} % of a core, due query p99 ${p99.toFixed(2)} ms`,
    )
    return { cpuPercent, p99 }
  } finally {
    await ground.close()
  }
}

async function fill(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const store = await sqliteStore({ file })
  await addWaitingOrders(store, WAITING, (n) => new Date(Date.now() + HOUR_MS + n * 1000))
  await store.close()
}

async function cpuWhileWaiting(ground: Parameters<typeof serviceProcess>[1]): Promise<number> {
  const service = await serviceProcess('all', ground)
  await service.start()
  try {
    await sleep(3000)
    const before = cpuSeconds([service.pid])
    await sleep(WATCH_S * 1000)
    return ((cpuSeconds([service.pid]) - before) / WATCH_S) * 100
  } finally {
    await service.kill('SIGTERM')
  }
}

/** The sweeper's question, with some of them due. */
async function dueQueryP99(file: string): Promise<number> {
  const store = await sqliteStore({ file })
  const collection = await store.open(orders)
  const to = new Date(Date.now() + HOUR_MS + DUE * 1000).toISOString()
  const times: number[] = []
  for (let n = 0; n < QUERIES; n += 1) {
    const begin = performance.now()
    const due = await collection.find('due', { to, limit: DUE })
    times.push(performance.now() - begin)
    if (due.length === 0) throw new Error('nothing is due')
  }
  await store.close()
  return times.sort((a, b) => a - b)[Math.floor(QUERIES * 0.99)] ?? Number.POSITIVE_INFINITY
}
