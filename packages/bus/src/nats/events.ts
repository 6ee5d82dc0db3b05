/** What an operator may want to see. Texts from the server are cut; nothing here holds a credential. */
export type NatsEvent =
  | { readonly kind: 'connected'; readonly server: string; readonly version: string }
  | { readonly kind: 'disconnected' }
  | { readonly kind: 'reconnected'; readonly server: string }
  /** At start, or while reconnecting: an attempt failed. */
  | { readonly kind: 'unreachable'; readonly reason: string }
  | { readonly kind: 'server-error'; readonly reason: string }
  | { readonly kind: 'stream-created' | 'stream-updated'; readonly stream: string }
  | { readonly kind: 'stream-differs'; readonly stream: string; readonly reason: string }
  | { readonly kind: 'consumer-created' | 'consumer-updated'; readonly durable: string }
  /** The subscription makes sure of its stream and consumer, and goes on. */
  | { readonly kind: 'subscription-repaired'; readonly durable: string; readonly reason: string }
  | { readonly kind: 'subscription-waits'; readonly durable: string; readonly reason: string }
  /** The watchdog found messages that the server does not deliver. */
  | { readonly kind: 'consumer-stuck'; readonly durable: string; readonly pending: number }

export type Log = (event: NatsEvent) => void
