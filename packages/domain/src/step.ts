import {
  type AnyMessage,
  ApprovalRequested,
  CertFailed,
  CertIssued,
  CleanUpChallenge,
  CollectCertificate,
  type DraftOf,
  FinalizeOrder,
  OrderCancelled,
  PlaceOrder,
  PrepareCsr,
  PresentChallenge,
  RevokeByAccount,
  RevokeByCertificate,
  StoreCertificate,
  ValidateOrder,
} from '@certwire/contracts'
import type { Order, OrderIn, Phase } from './order.ts'

/** All that an order may say: the commands of its phases, that it needs approval, and the three ways it ends. */
export const sayable = [
  ...([PlaceOrder, PresentChallenge, CleanUpChallenge, PrepareCsr, ValidateOrder] as const),
  ...([FinalizeOrder, CollectCertificate, StoreCertificate] as const),
  ...([RevokeByAccount, RevokeByCertificate, ApprovalRequested] as const),
  ...([CertIssued, CertFailed, OrderCancelled] as const),
] as const

export type Sendable = DraftOf<(typeof sayable)[number]>

/** Time is a message like any other: the sweeper says it when `nextAt` has come. */
export interface ClockDue {
  readonly type: 'clock.due'
  readonly data: Record<string, never>
}

export type Incoming =
  | (Pick<AnyMessage, 'type' | 'data' | 'causationId'> & { readonly id?: string })
  | ClockDue

export type IncomingOf<T extends Incoming['type']> = T extends 'clock.due'
  ? ClockDue
  : Extract<AnyMessage, { type: T }>

/** The next order and what it says. A cell leaves `version`, `outbox` and `history` to `transition`. */
export interface Step {
  readonly order: Order
  readonly send: readonly Sendable[]
}

export type Cell<P extends Phase, T extends Incoming['type']> = (
  order: OrderIn<P>,
  message: IncomingOf<T>,
  now: Date,
) => Step

export type Transitions = {
  readonly [P in Phase]: { readonly [T in Incoming['type']]?: Cell<P, T> }
}
