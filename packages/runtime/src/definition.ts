import type { Delivery } from '@certwire/bus'
import type { Contract, Draft, DraftOf, Message, MessageOf } from '@certwire/contracts'
import type { FastifyInstance } from 'fastify'
import type { Platform } from './platform.ts'

/** A message comes in; what the handler returns is published before the message is acknowledged. */
export interface Handler<Deps> {
  readonly contract: Contract
  readonly sends: readonly Contract[]
  readonly handle: (message: Message, deps: Deps, signal: AbortSignal) => Promise<readonly Draft[]>
  /** How many messages of the kind a process works on at once; more where a handler mostly waits. */
  readonly atOnce: number
}

/** Enough where a handler mostly works. */
const AT_ONCE = 32

/** Reads everything that its filter lets through, understood or not, and says nothing. */
export interface Tap<Deps> {
  readonly name: string
  readonly filter: string
  readonly take: (delivery: Delivery, deps: Deps, signal: AbortSignal) => Promise<void>
}

/** Done again and again as long as the process lives. A run that throws is logged; its next time is tried all the same. */
export interface Job<Deps> {
  readonly name: string
  readonly everyMs: number
  readonly run: (deps: Deps, signal: AbortSignal) => Promise<void>
}

/** A service as data: what comes in, what goes out, what it needs. */
export interface Definition<Deps> {
  readonly name: string
  readonly handlers: readonly Handler<NoInfer<Deps>>[]
  /** What it sends otherwise than by returning it from a handler. */
  readonly says?: readonly Contract[]
  readonly taps?: readonly Tap<NoInfer<Deps>>[]
  readonly jobs?: readonly Job<NoInfer<Deps>>[]
  /** Added to the one HTTP listener of the process, under `/api/v1`, behind its token. */
  readonly routes?: (app: FastifyInstance, deps: NoInfer<Deps>) => void
  /** What strangers may call without a token, on the public listener, where the configuration opens one. */
  readonly publicRoutes?: (app: FastifyInstance, deps: NoInfer<Deps>) => void
  readonly close?: (deps: NoInfer<Deps>) => Promise<void>
  /** The composition root: the only place where collaborators are made. */
  readonly connect: (platform: Platform) => Promise<Deps>
}

/** Binds a message to its handler. What the handler returns is among `sends`, or does not compile. */
export const on = <C extends Contract, const S extends readonly Contract[], Deps>(
  contract: C,
  sends: S,
  handle: (
    message: MessageOf<C>,
    deps: Deps,
    signal: AbortSignal,
  ) => Promise<readonly DraftOf<S[number]>[]>,
  { atOnce = AT_ONCE }: { readonly atOnce?: number } = {},
): Handler<Deps> => ({
  atOnce,
  contract,
  sends,
  // The runtime has parsed the message with this very contract.
  handle: (message, deps, signal) => handle(message as MessageOf<C>, deps, signal),
})
