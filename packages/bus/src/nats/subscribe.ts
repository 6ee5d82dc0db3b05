import type { JetStreamManager } from '@nats-io/jetstream'
import type { Subscribed, Subscription } from '../bus.ts'
import { checkSubscription } from '../subject.ts'
import { type ConsumerSettings, ensureConsumer } from './consumer.ts'
import type { Log } from './events.ts'
import { isPassing, reasonOf, refused } from './failure.ts'
import type { Link } from './link.ts'
import { persist } from './persist.ts'
import { Session } from './session.ts'
import type { Streams } from './streams.ts'

export interface Subscribing {
  readonly link: Link
  readonly jsm: JetStreamManager
  readonly streams: Streams
  readonly ackWaitMs: number
  readonly watchdogMs: number
  readonly log: Log
  /** Aborts when the bus begins to close. */
  readonly signal: AbortSignal
}

/** A refusal must last this many attempts: two replicas that create one durable may get into each other's way. */
const refusals = 3

/** Resolves when the durable exists. From then on it is made again as often as it is lost, until closed. */
export async function subscribe(
  subscription: Subscription,
  context: Subscribing,
): Promise<Subscribed> {
  checkSubscription(subscription)
  const { streams, jsm, log } = context
  const { durable, filter } = subscription
  const stream = streams.find(filter)
  const settings: ConsumerSettings = {
    stream: stream.name,
    subscription,
    ackWaitMs: context.ackWaitMs,
  }
  const ensure = async () => {
    await streams.ensure(stream)
    return ensureConsumer(jsm, settings, log)
  }
  await persist(ensure, context.link, context.signal, (error, attempt) => {
    if (!isPassing(error) && attempt >= refusals) throw refused(`the durable ${durable}`, error)
    log({ kind: 'subscription-waits', durable, reason: reasonOf(error) })
  })
  return new Session(settings, ensure, context)
}
