import { budgetWorld } from './budget-world.ts'

/** So long after the CA came back, and what it was asked then. */
export interface RampRow {
  readonly second: string
  readonly newOrders: number
  readonly calls: number
  readonly mostCallsInASecond: number
}

export interface OutageCase {
  readonly orders: number
  readonly issued: number
  readonly callsWhileDown: number
  /** From its return to the last certificate. */
  readonly drainedAfterS: number
  readonly mostCallsInASecond: number
  readonly ramp: readonly RampRow[]
}

const HOUR_MS = 3_600_000
const SECOND_MS = 1000
const STEP_S = 20
const ZONE = 'outage.test'

/** So many orders are requested while the CA is down, for an hour. */
export async function outageCase(orders: number, random: () => number): Promise<OutageCase> {
  const down = { from: 0, to: 0 }
  const isAway = (at: Date) => at.getTime() >= down.from && at.getTime() < down.to
  const world = await budgetWorld({
    ...{ zones: [ZONE], claims: [ZONE], random, isAway },
    ...{ counted: {}, known: 'learned' },
  })
  try {
    const ids = Array.from({ length: orders }, (_, n) => `ord_out-${n}`)
    const ask = (id: string, name: string) => ({
      ...{ id, subject: 'cert.requested' },
      body: JSON.stringify({ orderId: id, names: [`${name}.${ZONE}`] }),
    })
    await world.bus.publish([ask('ord_first', 'first')])
    await world.settle()
    Object.assign(down, { from: world.start, to: world.start + HOUR_MS })
    const before = world.ca.calls.length
    await world.bus.publish(ids.map((id, n) => ask(id, `n${n}`)))
    await world.settle()
    while (await world.pass(SECOND_MS)) {}
    const ended = await Promise.all(ids.map((id) => world.order(id)))
    const issued = ended.filter((order) => order?.phase === 'issued').length
    return { orders, issued, ...measured(world.ca.calls.slice(before), down.to) }
  } finally {
    await world.close()
  }
}

interface Call {
  readonly at: Date
  readonly operation: string
}

function measured(calls: readonly Call[], back: number) {
  const after = calls.filter(({ at }) => at.getTime() >= back)
  const last = Math.max(back, ...after.map(({ at }) => at.getTime()))
  const drainedAfterS = Math.round((last - back) / SECOND_MS)
  const steps = Math.ceil((drainedAfterS + 1) / STEP_S)
  const rowOf = (step: number): RampRow => {
    const from = back + step * STEP_S * SECOND_MS
    const within = after.filter(({ at }) => {
      const since = at.getTime() - from
      return since >= 0 && since < STEP_S * SECOND_MS
    })
    return {
      second: `${step * STEP_S} to ${(step + 1) * STEP_S}`,
      newOrders: within.filter(({ operation }) => operation === 'newOrder').length,
      ...{ calls: within.length, mostCallsInASecond: most(within) },
    }
  }
  return {
    callsWhileDown: calls.length - after.length,
    ...{ drainedAfterS, mostCallsInASecond: most(after) },
    ramp: Array.from({ length: steps }, (_, step) => rowOf(step)).filter(
      ({ calls: all }) => all > 0,
    ),
  }
}

function most(calls: readonly Call[]): number {
  const counts = new Map<number, number>()
  for (const { at } of calls) {
    const second = Math.floor(at.getTime() / SECOND_MS)
    counts.set(second, (counts.get(second) ?? 0) + 1)
  }
  return Math.max(0, ...counts.values())
}
