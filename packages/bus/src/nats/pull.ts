import { createInbox, type Msg, nanos, type Subscription } from 'nats'
import type { Link } from './link.ts'
import { within } from './within.ts'

/** Why messages may have stopped coming. `gone` and `silent` say that the consumer should be looked after. */
export type PullEnd = 'gone' | 'silent' | 'broken'

interface PullOptions {
  readonly link: Link
  readonly stream: string
  readonly durable: string
  readonly onMessage: (msg: Msg) => void
  /** The open pull ended by itself: time to ask again. */
  readonly onExpired: () => void
  readonly onEnd: (end: PullEnd, reason: string) => void
}

const expiresMs = 5000
const heartbeatMs = 1500
/** Two heartbeats that did not come, and a little for the way. */
const silentMs = 3500
const closeMs = 2000

/**
 * One pull at a time, never for more than there are free hands: so nothing waits in this process while its ack wait
 * runs out or another replica is idle. The library's `consume` fetches ahead, and more with every heartbeat it misses
 * while all hands are busy.
 */
export class Puller {
  readonly #options: PullOptions
  readonly #inbox: string
  readonly #subscription: Subscription
  readonly #clock: NodeJS.Timeout
  #outstanding = 0
  #heard = performance.now()

  constructor(options: PullOptions) {
    const { nc, inboxPrefix } = options.link
    this.#options = options
    this.#inbox = createInbox(inboxPrefix)
    this.#subscription = nc.subscribe(this.#inbox, {
      callback: (error, msg) =>
        error ? options.onEnd('broken', error.message) : this.#receive(msg),
    })
    this.#clock = setInterval(() => this.#listen(), heartbeatMs)
  }

  /** How many messages may still come on the pull that is open; 0 if none is. */
  get outstanding(): number {
    return this.#outstanding
  }

  pull(batch: number): void {
    const { link, stream, durable } = this.#options
    this.#outstanding = batch
    this.#heard = performance.now()
    const times = { expires: nanos(expiresMs), idle_heartbeat: nanos(heartbeatMs) }
    link.nc.publish(
      `$JS.API.CONSUMER.MSG.NEXT.${stream}.${durable}`,
      JSON.stringify({ batch, ...times }),
      { reply: this.#inbox },
    )
  }

  /** Drops the open pull, which the server has forgotten. */
  forget(): void {
    this.#outstanding = 0
  }

  /** Takes nothing more, except for what was on its way. Resolves when nothing is, or when nobody answers. */
  async close(): Promise<void> {
    clearInterval(this.#clock)
    if (this.#subscription.isClosed()) return
    await within(closeMs, this.#subscription.drain()).catch(() => {})
    this.#subscription.unsubscribe()
  }

  #receive(msg: Msg): void {
    this.#heard = performance.now()
    if (msg.subject !== this.#inbox) {
      this.#outstanding = Math.max(0, this.#outstanding - 1)
      this.#options.onMessage(msg)
      return
    }
    const { code = 0, description = '' } = msg.headers ?? {}
    if (code === 100) return
    this.#outstanding = 0
    const end = endOf(code, description)
    if (end) this.#options.onEnd(end, description || `status ${code}`)
    else this.#options.onExpired()
  }

  #listen(): void {
    if (this.#outstanding === 0 || performance.now() - this.#heard < silentMs) return
    this.#outstanding = 0
    this.#options.onEnd('silent', 'the server sends neither messages nor heartbeats')
  }
}

/** Undefined for the ends that are part of normal life. */
function endOf(code: number, description: string): PullEnd | undefined {
  if (code === 404 || code === 408) return undefined
  if (code === 503 || /deleted|push based/i.test(description)) return 'gone'
  // A leader that changed, a limit that was met, a server that shuts down: asking again a little later is right.
  return 'silent'
}
