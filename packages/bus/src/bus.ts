/** What goes out. The bus never looks into `body`. */
export interface Packet {
  readonly subject: string
  /**
   * 1 to 255 printable ASCII characters. Two packets of one id within the duplicate window (two minutes) are stored once,
   * so a copy under another subject needs an id of its own.
   */
  readonly id: string
  readonly body: string
  /** Names that begin with `Nats-` are the server's, and refused. */
  readonly headers?: Readonly<Record<string, string>>
}

/** What comes in, at least once. */
export interface Delivery {
  readonly subject: string
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
  /** Names the stored message: the same at every redelivery, never the same for two messages, also across a lost store. */
  readonly storedId: string
  /** The id that its publisher gave it, where there is one: the same when it is published again. */
  readonly publishedId?: string
  /** 1 at the first delivery. Advisory: a server that lost its state starts again at 1. */
  readonly attempt: number
}

/** `ack`: done. `nak`: deliver again after the delay (seconds, not days). `term`: never again. */
export type Outcome =
  | { readonly kind: 'ack' }
  | { readonly kind: 'nak'; readonly delayMs: number }
  | { readonly kind: 'term' }

export interface Subscription {
  /** Survives restarts and is shared by replicas: each message goes to one of them. */
  readonly durable: string
  /** One filter; `*` stands for a token, a final `>` for the rest. */
  readonly filter: string
  /** How many deliveries this process handles at once. */
  readonly concurrency: number
  /**
   * Must not throw. While it runs the server is told that work goes on, so it may take longer than the ack wait. The
   * signal aborts when whoever closes the subscription gives up waiting.
   */
  readonly deliver: (delivery: Delivery, signal: AbortSignal) => Promise<Outcome>
}

export interface Subscribed {
  /**
   * Takes nothing new, hands back what was not started, and resolves when what is running has ended. `giveUp` is passed
   * on to what is running; without it a close waits as long as that takes.
   */
  close(giveUp?: AbortSignal): Promise<void>
}

/** A stream is declared, and created or put right by whoever needs it first. */
export interface StreamDefinition {
  readonly name: string
  readonly subjects: readonly string[]
  readonly maxAgeSeconds: number
  readonly maxBytes: number
  /** What a full stream does: forget its oldest message, or refuse the new one. */
  readonly discard: 'old' | 'new'
}

/**
 * At-least-once delivery from publishers to durable subscriptions.
 *
 * `publish` resolves when the server has stored all packets, and rejects when that is not certain: publishing again
 * with the same ids is always right. A subscription sees what was published since its durable was created. A bus that
 * lost its server reconnects for ever; one that lost its streams or consumers makes them again. Nothing is promised
 * about order, and everything may be forgotten: the store is the truth.
 */
export interface Bus {
  publish(packets: readonly Packet[]): Promise<void>
  subscribe(subscription: Subscription): Promise<Subscribed>
  /** Rejects with the reason when the bus cannot be used at this moment. */
  ready(): Promise<void>
  /** Closes every subscription, then the connection. Until then what is running may publish. */
  close(giveUp?: AbortSignal): Promise<void>
}
