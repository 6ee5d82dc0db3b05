import type { Bus, Delivery, Outcome, Packet, Subscription } from '../bus.ts'

/** A bus of its own for a test, with names that no other test uses. */
export interface Bench {
  readonly bus: Bus
  readonly redeliveredWithinMs: number
  /** What subjects begin with, and what durables do. */
  readonly root: string
  readonly durable: string
}

export type Start = () => Promise<Bench>

export const ack: Outcome = { kind: 'ack' }

export const packet = (root: string, n: number): Packet => ({
  subject: `${root}.n`,
  id: `${root}-${n}`,
  body: String(n),
})

export const packets = (root: string, count: number) =>
  Array.from({ length: count }, (_, n) => packet(root, n + 1))

export function subscription(durable: string, filter: string, { deliver }: Inbox): Subscription {
  return { durable, filter, concurrency: 8, deliver }
}

export type Inbox = ReturnType<typeof inbox>

export function inbox(answer: (delivery: Delivery) => Outcome = () => ack) {
  const deliveries: Delivery[] = []
  const times: number[] = []
  let gate = Promise.withResolvers<void>()
  gate.resolve()
  let arrived = Promise.withResolvers<void>()
  return {
    deliveries,
    times,
    deliver: async (delivery: Delivery) => {
      deliveries.push(delivery)
      times.push(performance.now())
      arrived.resolve()
      arrived = Promise.withResolvers()
      await gate.promise
      return answer(delivery)
    },
    hold: () => {
      gate = Promise.withResolvers()
    },
    release: () => gate.resolve(),
    async count(atLeast: number) {
      while (deliveries.length < atLeast) await arrived.promise
    },
    bodies: () => deliveries.map(({ body }) => body).sort(),
  }
}

export async function code(done: Promise<unknown>): Promise<unknown> {
  try {
    await done
    return undefined
  } catch (error) {
    return (error as { code?: unknown }).code
  }
}
