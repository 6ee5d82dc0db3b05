import {
  AckPolicy,
  type ConsumerInfo,
  DeliverPolicy,
  type JetStreamManager,
  ReplayPolicy,
} from '@nats-io/jetstream'
import { nanos } from 'nats'
import type { Subscription } from '../bus.ts'
import type { Log } from './events.ts'
import { isForbidden, isMissing } from './failure.ts'

export interface ConsumerSettings {
  readonly stream: string
  readonly subscription: Subscription
  readonly ackWaitMs: number
}

/** Naks with a delay hold their place, so there are many more places than anything at work. */
const leastAckPending = 500
const ackPendingPerSlot = 16

/** Creates the durable, or puts it right. One that is right costs a single request. True if it was not there. */
export async function ensureConsumer(
  jsm: JetStreamManager,
  settings: ConsumerSettings,
  log: Log,
): Promise<boolean> {
  try {
    const info = await consumerInfo(jsm, settings)
    if (!info) await create(jsm, settings, log)
    else if (differs(info, settings)) await change(jsm, info, settings, log)
    return info === undefined
  } catch (error) {
    if (!isForbidden(error)) throw error
    // With the least of permissions somebody else made the consumer, and pulling will tell if not.
    return false
  }
}

export async function consumerInfo(
  jsm: JetStreamManager,
  { stream, subscription }: ConsumerSettings,
): Promise<ConsumerInfo | undefined> {
  try {
    return await jsm.consumers.info(stream, subscription.durable)
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/**
 * Deletes the durable and makes it again from the first message that was not acked: none is lost, and those acked after
 * it come once more. A server that does not know where that is starts with its oldest message.
 */
export async function recreateConsumer(
  jsm: JetStreamManager,
  settings: ConsumerSettings,
  info: ConsumerInfo,
  log: Log,
): Promise<boolean> {
  const { stream, subscription } = settings
  await jsm.consumers.delete(stream, subscription.durable)
  await create(jsm, settings, log, (info.ack_floor?.stream_seq ?? 0) + 1)
  return true
}

async function create(
  jsm: JetStreamManager,
  settings: ConsumerSettings,
  log: Log,
  from = 1,
): Promise<void> {
  const { stream, subscription } = settings
  const start =
    from > 1
      ? { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: from }
      : { deliver_policy: DeliverPolicy.All }
  await jsm.consumers.add(stream, {
    durable_name: subscription.durable,
    ack_policy: AckPolicy.Explicit,
    replay_policy: ReplayPolicy.Instant,
    // Attempts are counted by whoever handles the message; a server that gave up would park it without a word.
    max_deliver: -1,
    ...start,
    ...wanted(settings),
  })
  log({ kind: 'consumer-created', durable: subscription.durable })
}

function wanted({ subscription, ackWaitMs }: ConsumerSettings) {
  return {
    filter_subject: subscription.filter,
    ack_wait: nanos(ackWaitMs),
    max_ack_pending: Math.max(leastAckPending, subscription.concurrency * ackPendingPerSlot),
  }
}

function differs({ config }: ConsumerInfo, settings: ConsumerSettings): boolean {
  const { filter_subject, ack_wait, max_ack_pending } = wanted(settings)
  return (
    (config.filter_subject ?? '>') !== filter_subject ||
    config.ack_wait !== ack_wait ||
    config.max_deliver !== -1 ||
    // Replicas may differ in concurrency: the largest decides, or they would take turns in changing it.
    (config.max_ack_pending ?? 0) < max_ack_pending
  )
}

async function change(
  jsm: JetStreamManager,
  info: ConsumerInfo,
  settings: ConsumerSettings,
  log: Log,
): Promise<void> {
  const { stream, subscription } = settings
  try {
    await jsm.consumers.update(stream, subscription.durable, {
      ...wanted(settings),
      max_deliver: -1,
    })
  } catch (error) {
    if (isForbidden(error)) throw error
    await recreateConsumer(jsm, settings, info, log)
    return
  }
  // An old server that has just restarted may answer with what was before; only a new question tells.
  const now = await consumerInfo(jsm, settings)
  if (now && differs(now, settings)) await recreateConsumer(jsm, settings, now, log)
  else log({ kind: 'consumer-updated', durable: subscription.durable })
}
