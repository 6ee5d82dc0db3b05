import type { BudgetView } from '@certwire/contracts'
import type { Columns } from './print.ts'
import { span } from './span.ts'

const LONGEST_KEY = 40

export const budgetColumns = (now: Date): Columns<BudgetView> => [
  ['issuer', ({ issuer }) => issuer],
  ['limit', ({ limit }) => limit],
  ['key', ({ key }) => (key.length > LONGEST_KEY ? `${key.slice(0, LONGEST_KEY - 1)}…` : key)],
  ['left', ({ left, count }) => (count === undefined ? '' : `${left} of ${count}`)],
  ['next', (budget) => nextOf(budget, now)],
  ['waiting', waitingOf],
]

/** When there is something to take again. */
function nextOf({ pausedUntil, nextAt }: BudgetView, now: Date): string {
  if (pausedUntil !== undefined) return `paused for ${span(now, new Date(pausedUntil))}`
  return nextAt === undefined ? '' : `in ${span(now, new Date(nextAt))}`
}

/** The first of them by name. */
function waitingOf({ waiting: [first, ...others], more }: BudgetView): string {
  if (!first) return more ? 'some, later' : ''
  const rest = others.length > 0 ? ` +${others.length}` : ''
  return `${first.order}${rest}${more ? ' and more' : ''}`
}
