import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { memoryBus } from '@certwire/bus'
import { startSandboxDns } from '@certwire/sandbox'
import { expect, onTestFinished, test } from 'vitest'
import { openFrontDesk } from '../support/front-desk.ts'
import { seeded, seedOf } from '../support/random.ts'
import { startSolverAlone } from '../support/solver-alone.ts'
import { stutter } from '../support/stutter.ts'

const ZONE = 'example.test'
// biome-ignore lint/style/noProcessEnv: how much chance there is time for
const ORDERS = Math.ceil(30 * Number(process.env.CERTWIRE_TRIALS ?? 1))
const seed = seedOf('solver storm')

/** A provider that fails now and then, before or after it has done what it was asked, and one value that is not ours. */
async function ground(random: () => number) {
  const dns = await startSandboxDns({ zones: [ZONE] })
  const desk = await openFrontDesk(dns.http.url, () => {
    const chance = random()
    return chance < 0.15
      ? 503
      : chance < 0.3
        ? 'a hang-up'
        : chance < 0.5
          ? 'a lost reply'
          : undefined
  })
  onTestFinished(async () => {
    await desk.close()
    await dns.close()
  })
  const foreign = { name: nameOf(0), type: 'TXT', value: 'not ours' } as const
  dns.add(foreign)
  const servers = [dns.address]
  const zones = [{ zone: ZONE, provider: 'sandbox', endpoint: desk.url, servers } as const]
  return { dns, foreign, zones }
}

const nameOf = (n: number) => `_acme-challenge.n${n}.${ZONE}`

/** One to three records each; every third order wants what the one before it wants, too. */
function ordersOf(random: () => number) {
  const all = new Map<string, { name: string; value: string }[]>()
  let last: { name: string; value: string }[] = []
  for (let n = 0; n < ORDERS; n++) {
    const own = Array.from({ length: 1 + Math.floor(random() * 3) }, () => ({
      ...{ name: nameOf(Math.floor(random() * 8)), value: randomBytes(32).toString('base64url') },
    }))
    last = n % 3 === 2 ? [...last.slice(0, 1), ...own] : own
    all.set(`ord_${n}`, last)
  }
  return all
}

test('two solvers, whatever fails, hold what is needed as long as it is, and leave what is not theirs', async () => {
  const random = seeded(seed)
  const { dns, foreign, zones } = await ground(random)
  const bus = stutter(memoryBus(), random)
  const solver = await startSolverAlone({ zones, bus, replicas: 2 })
  onTestFinished(solver.close)
  const restarting = setInterval(() => void solver.restart(), 400)

  const missing: string[] = []
  const one = async ([id, records]: [string, { name: string; value: string }[]]) => {
    await sleep(random() * 2000)
    const wanted = new Map([[id, records]])
    // Some are cancelled while their records are on the way.
    if (random() < 0.2)
      return void (await Promise.race([solver.present(wanted), solver.cleanUp(wanted)]))
    await solver.present(wanted)
    await sleep(random() * 300)
    const there = new Set(dns.records().map(({ value }) => value))
    missing.push(...records.flatMap(({ value }) => (there.has(value) ? [] : [`${id} ${value}`])))
    await solver.cleanUp(wanted)
  }
  const orders = ordersOf(random)
  await Promise.all([...orders].map(one))
  clearInterval(restarting)
  await solver.cleanUp(orders)

  expect(missing).toEqual([])
  await expect.poll(() => dns.records(), { timeout: 10_000 }).toEqual([foreign])
}, 60_000)
