import type { Subscribed } from '../bus.ts'
import type { ConsumerSettings } from './consumer.ts'
import { reasonOf } from './failure.ts'
import { Hands } from './hands.ts'
import { backoff, pause } from './pause.ts'
import { persist } from './persist.ts'
import { type PullEnd, Puller } from './pull.ts'
import type { Subscribing } from './subscribe.ts'
import { watchdog } from './watchdog.ts'

/** A subscription at work: pulls for free hands, and repairs its consumer when the server has lost it. */
export class Session implements Subscribed {
  readonly #settings: ConsumerSettings
  readonly #ensure: () => Promise<boolean>
  readonly #context: Subscribing
  readonly #hands: Hands
  readonly #stop = new AbortController()
  readonly #giveUp = new AbortController()
  readonly #offReconnect: () => void
  readonly #watchdog: { stop: () => void }
  #puller: Puller
  #received = 0
  #troubles = 0
  #repairing = false
  #closed: Promise<void> | undefined

  constructor(settings: ConsumerSettings, ensure: () => Promise<boolean>, context: Subscribing) {
    this.#settings = settings
    this.#ensure = ensure
    this.#context = context
    this.#hands = new Hands(settings.subscription, context.ackWaitMs, this.#giveUp.signal, () =>
      this.#ask(),
    )
    this.#puller = this.#open()
    this.#offReconnect = context.link.onReconnect(() => {
      this.#puller.forget()
      this.#ask()
      void this.#repair('the connection was interrupted', ensure)
    })
    this.#watchdog = watchdog({
      settings,
      context,
      idle: () => this.#idle(),
      repair: (reason, mend) => this.#repair(reason, mend),
    })
    this.#ask()
  }

  close(giveUp?: AbortSignal): Promise<void> {
    giveUp?.addEventListener('abort', () => this.#giveUp.abort(giveUp.reason), { once: true })
    if (giveUp?.aborted) this.#giveUp.abort(giveUp.reason)
    this.#closed ??= this.#end()
    return this.#closed
  }

  async #end(): Promise<void> {
    this.#stop.abort()
    this.#watchdog.stop()
    this.#offReconnect()
    const ended = this.#hands.close()
    await this.#puller.close()
    await ended
  }

  #open(): Puller {
    const { stream, subscription } = this.#settings
    return new Puller({
      link: this.#context.link,
      stream,
      durable: subscription.durable,
      onMessage: (msg) => {
        this.#received += 1
        this.#hands.take(msg)
        this.#well()
      },
      onExpired: () => this.#well(),
      onEnd: (end, reason) => this.#onEnd(end, reason),
    })
  }

  #well(): void {
    this.#troubles = 0
    this.#ask()
  }

  #ask(): void {
    const { free } = this.#hands
    const able = this.#context.link.up && !this.#stop.signal.aborted
    if (able && free > 0 && this.#puller.outstanding === 0) this.#puller.pull(free)
  }

  #idle(): number | undefined {
    const asking = this.#puller.outstanding > 0 && this.#context.link.up && !this.#repairing
    return asking ? this.#received : undefined
  }

  #onEnd(end: PullEnd, reason: string): void {
    if (this.#stop.signal.aborted) return
    if (end === 'broken') {
      void this.#puller.close()
      this.#puller = this.#open()
    }
    void this.#repair(reason, this.#ensure)
  }

  /** `mend` tells whether the consumer is a new one, which has not heard of the open pull. */
  async #repair(reason: string, mend: () => Promise<boolean>): Promise<void> {
    if (this.#repairing) return
    this.#repairing = true
    // Never at once: a server that refuses every pull would be asked as fast as it can answer.
    await pause(backoff(this.#troubles), this.#stop.signal)
    this.#troubles += 1
    try {
      await this.#mend(reason, mend)
    } catch {
      return
    } finally {
      this.#repairing = false
    }
    this.#ask()
  }

  async #mend(reason: string, mend: () => Promise<boolean>): Promise<void> {
    const { link, log } = this.#context
    const { durable } = this.#settings.subscription
    const made = await persist(mend, link, this.#stop.signal, (error, attempt) => {
      if (attempt === 0) log({ kind: 'subscription-waits', durable, reason: reasonOf(error) })
    })
    if (made) this.#puller.forget()
    log({ kind: 'subscription-repaired', durable, reason: reason.slice(0, 200) })
  }
}
