import { setTimeout as sleep } from 'node:timers/promises'
import type { TestApi } from './api.ts'
import { ZONE } from './ground.ts'

interface Load {
  readonly orders: number
  /** Tells one load of a run from another. */
  readonly series?: string
  /** How long after the one before a request follows. */
  readonly everyMs: number
  readonly random: () => number
}

/**
 * Requests certificates for 1 to 5 names each, every request repeated under its Idempotency-Key until it is accepted,
 * and resolves with the names by order id when every order has ended.
 */
export async function orderLoad(
  api: TestApi,
  { orders, everyMs, random, series = 'load' }: Load,
  signal: AbortSignal,
): Promise<Map<string, string[]>> {
  const wanted = new Map<string, string[]>()
  const one = async (names: string[], at: number) => {
    await sleep(at * everyMs)
    const orderId = await accepted(api, names, `${series}-${at}`, signal)
    wanted.set(orderId, names)
    await api.finished(orderId, signal)
  }
  const plan = Array.from({ length: orders }, (_, at) =>
    namesOf(`${series}-${at}`, 1 + Math.floor(random() * 5)),
  )
  await Promise.all(plan.map(one))
  return wanted
}

const namesOf = (order: string, count: number) =>
  Array.from({ length: count }, (_, n) => `n${n}.${order}.${ZONE}`)

async function accepted(api: TestApi, names: string[], key: string, signal: AbortSignal) {
  for (;;) {
    signal.throwIfAborted()
    try {
      return await api.request(names, key)
    } catch {
      await sleep(200)
    }
  }
}
