import type { CaErrorRow, CaPlace } from './row.ts'
import { another, caPasses, operatorMeanwhile, passes } from './says.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const DAY = 24 * 60 * MINUTE
/** How long a CA that cannot be reached or fails is left alone. */
const OUTAGE_MS = 30 * SECOND
/** How often a page that an operator has to visit is asked for. */
const UNPAUSE_MS = 60 * MINUTE

/** An order that carries it is lost; a new one may do. */
const carried: readonly CaPlace[] = ['validation', 'issuance']
const outage = { says: caPasses(), waitMs: OUTAGE_MS, growsToMs: 10 * MINUTE } as const

/** What passes with time: the CA's limits, its outages, and answers that got lost. */
export const passingRows: readonly CaErrorRow[] = [
  // A CA that refused several nonces in a row is well, and has others.
  { error: 'badNonce', action: 'sign-again', says: caPasses(), waitMs: SECOND },
  { error: 'rateLimited', at: carried, action: 'new-order', says: another() },
  {
    error: 'rateLimited',
    detail: /\b(un)?paused?\b|temporarily prevented/i,
    action: 'wait',
    says: operatorMeanwhile(
      'Visit the page that the CA names and let it go on with these names; the order then goes on by itself.',
    ),
    waitMs: UNPAUSE_MS,
  },
  {
    error: 'rateLimited',
    action: 'wait',
    says: passes('None: it is tried again when the CA allows it.'),
    waitMs: MINUTE,
    growsToMs: DAY,
  },
  ...ofTheCa('serverInternal'),
  ...ofTheCa('conflict'),
  ...ofTheCa('unknown', [500, 599]),
  { error: 'unknown', status: [408, 408], action: 'wait', ...outage },
  { error: 'unknown', status: [425, 425], action: 'wait', ...outage },
  { error: 'lost reply', at: ['account'], action: 'ask-account', ...outage },
  { error: 'lost reply', at: ['newOrder'], action: 'ask-orders', ...outage },
  { error: 'lost reply', at: ['finalize'], action: 'ask-order', ...outage },
  { error: 'lost reply', action: 'wait', ...outage },
  { error: 'no answer', action: 'wait', ...outage },
]

/** A request that failed half-way may have been done: where the CA can be asked for that, it is before a repetition. */
function ofTheCa(error: string, status?: readonly [number, number]): readonly CaErrorRow[] {
  const when = { error, ...(status && { status }) }
  return [
    { ...when, at: carried, action: 'new-order', says: caPasses('None: a new order is placed.') },
    { ...when, at: ['newOrder'], action: 'ask-orders', ...outage },
    { ...when, at: ['finalize'], action: 'ask-order', ...outage },
    { ...when, action: 'wait', ...outage },
  ]
}
