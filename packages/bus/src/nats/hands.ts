import type { Msg } from 'nats'
import type { Subscription } from '../bus.ts'
import { checkedDeliver } from '../checked-deliver.ts'
import { handBack, type Incoming, incoming, stillWorking } from './incoming.ts'

/** Runs at most `concurrency` deliveries at once, and tells the server three times per ack wait that it does. */
export class Hands {
  readonly #subscription: Subscription
  readonly #signal: AbortSignal
  readonly #onFree: () => void
  readonly #running = new Set<Incoming>()
  /** Only what came on a pull that was thought to be over. */
  readonly #waiting: Msg[] = []
  readonly #ended = Promise.withResolvers<void>()
  readonly #pulse: NodeJS.Timeout
  #closing = false

  constructor(
    subscription: Subscription,
    ackWaitMs: number,
    signal: AbortSignal,
    onFree: () => void,
  ) {
    this.#subscription = subscription
    this.#signal = signal
    this.#onFree = onFree
    this.#pulse = setInterval(() => this.#working(), ackWaitMs / 3)
  }

  get free(): number {
    return Math.max(0, this.#subscription.concurrency - this.#running.size - this.#waiting.length)
  }

  take(msg: Msg): void {
    if (this.#closing) handBack(msg)
    else if (this.#running.size < this.#subscription.concurrency) void this.#start(msg)
    else this.#waiting.push(msg)
  }

  /** Hands back what was not started, and from now on everything that comes; resolves when nothing runs any more. */
  close(): Promise<void> {
    this.#closing = true
    for (const msg of this.#waiting.splice(0)) handBack(msg)
    this.#finish()
    return this.#ended.promise
  }

  async #start(msg: Msg): Promise<void> {
    const one = incoming(msg)
    this.#running.add(one)
    one.settle(await checkedDeliver(this.#subscription, one.delivery, this.#signal))
    this.#running.delete(one)
    if (this.#closing) this.#finish()
    else this.#next()
  }

  #next(): void {
    const msg = this.#waiting.shift()
    if (msg) void this.#start(msg)
    else this.#onFree()
  }

  #finish(): void {
    if (this.#running.size > 0) return
    clearInterval(this.#pulse)
    this.#ended.resolve()
  }

  #working(): void {
    for (const one of this.#running) one.working()
    for (const msg of this.#waiting) stillWorking(msg)
  }
}
