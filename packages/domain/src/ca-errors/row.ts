import type { Problem } from '@certwire/contracts'

/**
 * Where an error of a CA is met, by what was asked for. `order` is all that hangs on one: authorizations and challenges
 * too. `validation` and `issuance` are what an invalid challenge or order of the CA carries: RFC 8555 §8, §7.1.3.
 */
export type CaPlace =
  | ('account' | 'newOrder' | 'order' | 'finalize' | 'certificate' | 'revocation')
  | ('validation' | 'issuance')

/** What is done about it. The order goes on by itself but for the last three. */
export type CaAction =
  /** The same request, with the nonce of the refusal: RFC 8555 §6.5. */
  | 'sign-again'
  /** The same request later, at the CA's Retry-After at the earliest. */
  | 'wait'
  /** The order tells how far the CA got; then later again. */
  | 'ask-order'
  /** The account's list of orders tells whether the order is there, where the CA has one; then later again. */
  | 'ask-orders'
  /** The CA tells whether it has the account of this key: RFC 8555 §7.3.1. */
  | 'ask-account'
  /** With the same key; then the same request, or a new order where the account took its orders with it. */
  | 'register-again'
  /** This order is given up, and another placed after a minute, ten, a hundred. */
  | 'new-order'
  /** The same order at once, once, without what the CA refuses. */
  | ('without-replaces' | 'without-profile' | 'without-reason')
  | 'accept-as-done'
  /** The worst of its parts decides: RFC 8555 §6.7.1. */
  | 'by-subproblem'
  /** The order ends. */
  | 'fail'
  /** The order ends, and so does every other at this issuer; one a minute sees whether an operator has acted. */
  | 'stop-issuer'

/** What happens without an error type of RFC 8555: no answer, or one that says it by a status of its own. */
export type CaSituation =
  | ('no answer' | 'lost reply' | 'no CA' | 'profile unknown')
  | ('order invalid' | 'order expired' | 'authorization over')

/** One line of the table. The first one that fits decides. */
export interface CaErrorRow {
  /** The last part of the type, a situation, or `unknown`: a type that the table does not have, or none. */
  readonly error: string
  /** Everywhere, where it is left out. */
  readonly at?: readonly CaPlace[]
  /** HTTP, from and to. */
  readonly status?: readonly [number, number]
  /** Of the CA's words. */
  readonly detail?: RegExp
  readonly action: CaAction
  /** Who must act, and what they do, when the action is taken or cannot be. */
  readonly says: Pick<Problem, 'actor' | 'remedy' | 'retryable'>
  /** The order is still good: it goes on after this long at the earliest. */
  readonly waitMs?: number
  /** Where the CA names no time, each pause is twice the one before, up to this. */
  readonly growsToMs?: number
  /** Whether CAs count it as a failed authorization of the name. */
  readonly counts?: true
}
