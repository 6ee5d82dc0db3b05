import type { Delivery, Outcome, Subscription } from '../bus.ts'
import { checkedDeliver } from '../checked-deliver.ts'
import { matcher } from '../subject.ts'
import { Fifo } from './fifo.ts'

/** Runs something later; what it returns calls that off. */
export type After = (delayMs: number, run: () => void) => () => void

interface Replica {
  readonly subscription: Subscription
  readonly signal: AbortSignal
  running: number
  closed: boolean
  idle?: () => void
}

/** One durable: a queue, the messages that wait for another try, and the replicas that share both. */
export class Durable {
  /** The filter of whoever subscribed last, as it is with a server. */
  matches: (subject: string) => boolean = () => false
  readonly #ready = new Fifo<Delivery>()
  readonly #delayed = new Set<() => void>()
  readonly #after: After
  readonly #capacity: number
  #replicas: Replica[] = []
  #turn = 0
  #scheduled = false

  constructor(after: After, capacity: number) {
    this.#after = after
    this.#capacity = capacity
  }

  get size(): number {
    return this.#ready.size
  }

  add(delivery: Delivery): void {
    // Nobody may be listening for ever, and the store knows what is to be done.
    if (this.#ready.size >= this.#capacity) this.#ready.shift()
    this.#ready.push(delivery)
    this.#wake()
  }

  join(subscription: Subscription, signal: AbortSignal): () => Promise<void> {
    const replica: Replica = { subscription, signal, running: 0, closed: false }
    this.matches = matcher(subscription.filter)
    this.#replicas.push(replica)
    this.#wake()
    return () => this.#leave(replica)
  }

  /** Forgets what waits: only for the end of the bus. */
  clear(): void {
    for (const cancel of this.#delayed) cancel()
    this.#delayed.clear()
  }

  async #leave(replica: Replica): Promise<void> {
    replica.closed = true
    this.#replicas = this.#replicas.filter((other) => other !== replica)
    if (replica.running > 0) await new Promise<void>((resolve) => (replica.idle = resolve))
  }

  // A macrotask of its own: whoever publishes has returned by then, and sockets get their turn between two rounds.
  #wake(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      this.#round()
    })
  }

  #round(): void {
    while (this.#ready.size > 0) {
      const replica = this.#free()
      const delivery = replica && this.#ready.shift()
      if (!replica || !delivery) return
      void this.#deliver(replica, delivery)
    }
  }

  #free(): Replica | undefined {
    const count = this.#replicas.length
    for (let step = 1; step <= count; step += 1) {
      const turn = (this.#turn + step) % count
      const replica = this.#replicas[turn]
      if (replica && replica.running < replica.subscription.concurrency) {
        this.#turn = turn
        return replica
      }
    }
    return undefined
  }

  async #deliver(replica: Replica, delivery: Delivery): Promise<void> {
    replica.running += 1
    const outcome = await checkedDeliver(replica.subscription, delivery, replica.signal)
    replica.running -= 1
    this.#settle(delivery, outcome)
    if (replica.closed && replica.running === 0) replica.idle?.()
    if (this.#ready.size > 0) this.#wake()
  }

  #settle(delivery: Delivery, outcome: Outcome): void {
    if (outcome.kind !== 'nak') return
    const again = { ...delivery, attempt: delivery.attempt + 1 }
    if (outcome.delayMs <= 0) {
      this.add(again)
      return
    }
    const cancel = this.#after(outcome.delayMs, () => {
      this.#delayed.delete(cancel)
      this.add(again)
    })
    this.#delayed.add(cancel)
  }
}
