import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { OrderId, type OrderView, TenantId } from '@certwire/contracts'
import { orderIdOf } from '@certwire/runtime'
import type { SandboxCa, SandboxDns } from '@certwire/sandbox'
import type { TestApi } from './api.ts'
import type { OpenServices } from './open-services.ts'
import type { Held, Wiretap } from './wiretap.ts'

/** What a story says of a stage. */
export interface StageWords extends Pick<Wiretap, 'said' | 'hold' | 'lose'> {
  /** Publishes whatever it is; `id` is its `Nats-Msg-Id`. */
  publish(subject: string, body: string, id?: string): Promise<void>
  /** Asks over the bus, where nobody refuses at the door. */
  ask(request: object): Promise<OrderId>
  /** Asks for a certificate, and keeps back every message of this type of its order; resolves with the first. */
  park(type: string, names?: readonly string[]): Promise<Parked>
  /** The order once this is true of it. */
  until(orderId: OrderId, holds: (order: OrderView) => boolean): Promise<OrderView>
  /** The order once it is in this phase, one of those that end. */
  reached(orderId: OrderId, phase: keyof typeof lastWords): Promise<OrderView>
  /** The order once it is in a phase that ends. */
  finished(orderId: OrderId): Promise<OrderView>
  /** Resolves when everything that was said has been heard. */
  quiet(): Promise<void>
  /** Resolves when, moreover, nothing is left in the zone. */
  settled(): Promise<void>
  /** What the CA and the zone know of all orders. */
  tally(): Tally
}

interface Parked extends Held {
  readonly orderId: OrderId
}

interface Tally {
  /** Orders that the CA was asked to finalize. */
  readonly finalized: number
  readonly issued: number
  /** TXT records that are in the zone. */
  readonly records: number
}

const lastWords = { issued: 'cert.issued', failed: 'cert.failed', cancelled: 'order.cancelled' }

interface On {
  readonly api: TestApi
  readonly tap: Wiretap
  readonly ca: SandboxCa
  readonly dns: SandboxDns
  /** Those that are open now. */
  readonly services: () => OpenServices
}

export const stageWords = (on: On): StageWords => ({
  ...{ said: on.tap.said, hold: on.tap.hold, lose: on.tap.lose },
  ...asking(on),
  ...waiting(on),
  tally: () => ({ ...countsOf(on.ca), records: on.dns.records().length }),
})

function asking({ tap, services }: On): Pick<StageWords, 'publish' | 'ask' | 'park'> {
  const publish: StageWords['publish'] = (subject, body, id = randomUUID()) =>
    services().publish(subject, id, body)
  return {
    publish,
    ask: async (request) => {
      const id = randomUUID()
      await publish('cert.requested', JSON.stringify(request), id)
      return orderIdOf(TenantId.parse('default'), id)
    },
    park: async (type, names = [`${type}.example.test`]) => {
      const orderId = OrderId.parse(`ord_${type.replace('.', '_')}`)
      const held = tap.hold((said) => said.type === type && said.orderId === orderId)
      await publish('cert.requested', JSON.stringify({ orderId, names }))
      await held.first
      return { ...held, orderId }
    },
  }
}

type Waiting = Pick<StageWords, 'until' | 'reached' | 'finished' | 'quiet' | 'settled'>

function waiting({ api, tap, dns, services }: On): Waiting {
  const quiet = () => services().quiet()
  const until: StageWords['until'] = async (orderId, holds) => {
    for (;;) {
      const order = await api.order(orderId)
      // Before it is there the answer is a problem without an id.
      if (order.id && holds(order)) return order
      await sleep(20)
    }
  }
  return {
    ...{ quiet, until },
    // Listening is cheaper than asking; a word may be of an earlier generation, or a moment ahead of the store.
    reached: async (orderId, phase) => {
      await tap.heard(orderId, [lastWords[phase]])
      return until(orderId, (order) => order.phase === phase)
    },
    finished: async (orderId) => {
      await tap.heard(orderId, Object.values(lastWords))
      return api.finished(orderId)
    },
    settled: async () => {
      while (dns.records().length > 0) await sleep(10)
      await quiet()
    },
  }
}

const countsOf = ({ ledger: { finalizations, issued } }: SandboxCa) => ({
  // A repeated finalization is in the ledger too, and is refused.
  finalized: new Set(finalizations.map(({ orderUrl }) => orderUrl)).size,
  issued: issued.length,
})
