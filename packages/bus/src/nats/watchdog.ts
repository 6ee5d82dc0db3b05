import type { ConsumerInfo } from '@nats-io/jetstream'
import { type ConsumerSettings, consumerInfo, recreateConsumer } from './consumer.ts'
import type { Subscribing } from './subscribe.ts'

interface WatchdogOptions {
  readonly settings: ConsumerSettings
  readonly context: Pick<Subscribing, 'jsm' | 'log' | 'watchdogMs'>
  /** How many messages have come so far, while a pull is open and all is well; else undefined. */
  readonly idle: () => number | undefined
  readonly repair: (reason: string, mend: () => Promise<boolean>) => Promise<void>
}

/**
 * Looks at the consumer when nothing has come for a while although somebody asked. If it holds messages back, it is
 * made again from its first message that was not acked.
 */
export function watchdog({ settings, context, idle, repair }: WatchdogOptions) {
  const { jsm, log, watchdogMs } = context
  const { durable } = settings.subscription
  let received: number | undefined
  let before: ConsumerInfo | undefined
  let still = 0

  const look = async () => {
    const seen = idle()
    const quiet = seen !== undefined && seen === received
    received = seen
    const now = quiet ? await consumerInfo(jsm, settings) : undefined
    still = now && isStill(before, now) ? still + 1 : 0
    before = now
    if (!now || !isStuck(now, still) || idle() !== seen) return
    still = 0
    log({ kind: 'consumer-stuck', durable, pending: now.num_pending + now.num_ack_pending })
    await repair('its messages were held back', () => recreateConsumer(jsm, settings, now, log))
  }

  // Replicas start together; without some chance they would also look together.
  const everyMs = watchdogMs * (0.9 + 0.2 * Math.random())
  const timer = setInterval(() => void look().catch(() => (before = undefined)), everyMs)
  return { stop: () => clearInterval(timer) }
}

/** One consumer, which did nothing between two looks. */
export function isStill(before: ConsumerInfo | undefined, now: ConsumerInfo): boolean {
  return (
    before !== undefined &&
    before.created === now.created &&
    before.num_pending > 0 === now.num_pending > 0 &&
    before.delivered.consumer_seq === now.delivered.consumer_seq &&
    before.ack_floor.stream_seq === now.ack_floor.stream_seq
  )
}

/** What is delivered and not acked may be at work elsewhere, or wait out a nak: that gets more time. */
const patientLooks = 5

/**
 * True if the server holds messages back although somebody asks for them. Old servers can get there by a crash, with
 * messages they never deliver or others that they never deliver again.
 */
export function isStuck(now: ConsumerInfo, still: number): boolean {
  if (now.paused || now.num_waiting === 0 || still === 0) return false
  const room = now.num_ack_pending < (now.config.max_ack_pending ?? 1000)
  if (now.num_pending > 0 && room) return true
  return now.num_ack_pending > 0 && still >= patientLooks
}
