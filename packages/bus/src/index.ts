/**
 * How messages travel: one small port for at-least-once delivery to durable subscriptions, and its two adapters, one
 * within a process and one over NATS JetStream. Nothing here knows what a message means.
 */
export type {
  Bus,
  Delivery,
  Outcome,
  Packet,
  StreamDefinition,
  Subscribed,
  Subscription,
} from './bus.ts'
export { BusError } from './bus-error.ts'
export { natsBus } from './load-nats.ts'
export { memoryBus } from './memory.ts'
