import type { Delivery } from '@certwire/bus'
import type { Contract, Draft, DraftOf, Message, MessageOf } from '@certwire/contracts'
import type { FastifyInstance } from 'fastify'
import type { Platform } from './platform.ts'

// Methods, not properties, wherever `Deps` is taken: so services with different collaborators fit into one list.

/** A message comes in; what the handler returns is published before the message is acknowledged. */
export interface Handler<Deps> {
  readonly contract: Contract
  readonly sends: readonly Contract[]
  handle(message: Message, deps: Deps, signal: AbortSignal): Promise<readonly Draft[]>
}

/** Reads everything that its filter lets through, understood or not, and says nothing. */
export interface Tap<Deps> {
  readonly name: string
  readonly filter: string
  take(delivery: Delivery, deps: Deps, signal: AbortSignal): Promise<void>
}

/** Done again and again as long as the process lives. A run that throws is logged; its next time is tried all the same. */
export interface Job<Deps> {
  readonly name: string
  readonly everyMs: number
  run(deps: Deps, signal: AbortSignal): Promise<void>
}

export interface Service<Deps> {
  readonly name: string
  readonly handlers: readonly Handler<Deps>[]
  readonly taps?: readonly Tap<Deps>[]
  readonly jobs?: readonly Job<Deps>[]
  /** The composition root: the only place where collaborators are made. */
  connect(platform: Platform): Promise<Deps>
  /** Added to the one HTTP listener of the process, under `/api/v1`, behind its token. */
  routes?(app: FastifyInstance, deps: Deps): void
  close?(deps: Deps): Promise<void>
}

type Definition<Deps> = Omit<Service<Deps>, 'connect'> & {
  connect(platform: Platform): Promise<NoInfer<Deps>>
}

/** Returns its argument; it exists for inference: handlers say what they need, and `connect` has to provide it. */
export const service = <Deps>(definition: Definition<Deps>): Service<Deps> => definition

/** Binds a message to its handler. What the handler returns is among `sends`, or does not compile. */
export const on = <C extends Contract, const S extends readonly Contract[], Deps>(
  contract: C,
  sends: S,
  handle: (
    message: MessageOf<C>,
    deps: Deps,
    signal: AbortSignal,
  ) => Promise<readonly DraftOf<S[number]>[]>,
): Handler<Deps> => ({
  contract,
  sends,
  // The runtime has parsed the message with this very contract.
  handle: (message, deps, signal) => handle(message as MessageOf<C>, deps, signal),
})
