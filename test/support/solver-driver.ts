import type { Bus, Delivery } from '@certwire/bus'
import {
  ALL_EVENTS,
  ChallengeCleanedUp,
  ChallengeFailed,
  ChallengePending,
  ChallengePresented,
  type ChallengeRecord,
  CleanUpChallenge,
  type Draft,
  OrderId,
  PresentChallenge,
  stamp,
  TenantId,
  typeOf,
} from '@certwire/contracts'
import { post } from '@certwire/runtime'

/** The records of orders, by their ids. */
export type Wanted = ReadonlyMap<string, readonly ChallengeRecord[]>

/** Says to the solver what ordering says, and says it again when it is told to, or told nothing. */
export interface SolverDriver {
  /** Resolves when the records of every order are out everywhere. */
  present(orders: Wanted): Promise<void>
  /** Resolves when no order has a record left. */
  cleanUp(orders: Wanted): Promise<void>
  /** Says it once and waits for no answer. */
  cleanUpOnce(orders: Wanted): Promise<void>
  close(): Promise<void>
}

interface Said {
  readonly type: string
  readonly orderId: string
  readonly data: { readonly until?: string; readonly problem?: { readonly reason: string } }
}

const SILENCE_MS = 5000
const tenantId = TenantId.parse('default')

/** `silenceMs` is how long it waits for a word. */
export async function solverDriver(
  bus: Bus,
  silenceMs: number = SILENCE_MS,
): Promise<SolverDriver> {
  const listeners = new Map<string, (said: Said) => void>()
  const deliver = async ({ body }: Delivery) => {
    const { type, orderid: orderId, data } = JSON.parse(body)
    listeners.get(orderId)?.({ type: typeOf(type), orderId, data })
    return { kind: 'ack' } as const
  }
  const seat = { durable: 'driver', filter: ALL_EVENTS, concurrency: 64, deliver }
  const subscribed = await bus.subscribe(seat)
  let said = 0
  const say = (draft: Draft) => {
    said += 1
    const mark = { id: `driver-${said}`, source: '/driver', time: new Date(), tenantId }
    return post(bus, [stamp(draft, mark)])
  }

  /** Repeats the command until its order hears the end of it. */
  const ask = async (orderId: string, draft: Draft, end: string) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    let timer: NodeJS.Timeout | undefined
    const again = (ms: number) => {
      clearTimeout(timer)
      timer = setTimeout(() => void say(draft).then(() => again(silenceMs), reject), ms)
    }
    listeners.set(orderId, ({ type, data }) => {
      if (type === end) resolve()
      else if (type === ChallengeFailed.type) reject(new Error(data.problem?.reason))
      else if (type === ChallengePending.type) again(Date.parse(data.until ?? '') - Date.now())
    })
    again(0)
    try {
      await promise
    } finally {
      clearTimeout(timer)
      listeners.delete(orderId)
    }
  }
  const each = async (
    orders: Wanted,
    draft: (id: OrderId, records: ChallengeRecord[]) => Draft,
    end: string,
  ) => {
    await Promise.all(
      [...orders].map(([id, records]) => ask(id, draft(OrderId.parse(id), [...records]), end)),
    )
  }
  return {
    present: (orders) =>
      each(
        orders,
        (id, records) => PresentChallenge(id, { generation: 1, issuer: 'ca', records }),
        ChallengePresented.type,
      ),
    cleanUp: (orders) => each(orders, cleanUpOf, ChallengeCleanedUp.type),
    cleanUpOnce: async (orders) => {
      await Promise.all(
        [...orders].map(([id, records]) => say(cleanUpOf(OrderId.parse(id), [...records]))),
      )
    },
    close: () => subscribed.close(AbortSignal.abort()),
  }
}

const cleanUpOf = (id: OrderId, records: ChallengeRecord[]) =>
  CleanUpChallenge(id, { generation: 1, records })
