import type { Problem } from '@certwire/contracts'
import { quote } from '../problem.ts'
import { type LimitName, limits } from './limit.ts'
import type { Allowance } from './profile.ts'

const MOST_OF_A_KEY = 80

const waits = (code: string, reason: string): Problem => ({
  ...{ code, reason, actor: 'nobody', retryable: true },
  remedy: 'None: the order waits, and goes on by itself.',
})

const about = (key: string) => (key === '' ? '' : ` ${quote(key.slice(0, MOST_OF_A_KEY))}`)

const days = (ms: number) => (ms % 86_400_000 === 0 ? `${ms / 86_400_000} days` : undefined)
const hours = (ms: number) => (ms % 3_600_000 === 0 ? `${ms / 3_600_000} h` : undefined)
const period = (ms: number) => days(ms) ?? hours(ms) ?? `${Math.round(ms / 1000)} s`

const iso = (at: number) => new Date(at).toISOString()

/** The order would break a limit that is known. */
export function spentProblem(
  limit: LimitName,
  issuer: string,
  key: string,
  { count, perMs }: Allowance,
  until: number,
): Problem {
  const { code, what } = limits[limit]
  return waits(
    code,
    `${issuer} allows ${count} ${what}${about(key)} in ${period(perMs)}, and no more for now: the order comes again at ${iso(until)}.`,
  )
}

/** The CA has said when it wants to be asked again. */
export function pausedProblem(
  limit: LimitName,
  issuer: string,
  key: string,
  until: number,
  said: string,
): Problem {
  const { what } = limits[limit]
  return waits(
    'ERR_BUDGET_PAUSED',
    `${issuer} takes no ${what}${about(key)} until ${iso(until)}${said ? `: it said ${quote(said)}` : ''}.`,
  )
}

/** So many failures in a row that the CA does not look any more. */
export const pausedNameProblem = (issuer: string, name: string, until: number): Problem => ({
  ...{ code: 'ERR_BUDGET_NAME_PAUSED', actor: 'operator', retryable: true },
  reason: `${issuer} has paused${about(name)}, which failed too often in a row: the order comes again at ${iso(until)}.`,
  remedy:
    'Correct the DNS of the name, then lift the pause at the CA; the order goes on by itself.',
})

export const downProblem = (issuer: string, until: number): Problem => ({
  ...waits(
    'ERR_CA_DOWN',
    `${issuer} does not answer. One order at a time asks it; this one comes again at ${iso(until)}.`,
  ),
  actor: 'ca',
})

export const recoveringProblem = (issuer: string, until: number): Problem =>
  waits(
    'ERR_CA_RECOVERING',
    `${issuer} has just come back, and orders return to it slowly: this one comes at ${iso(until)}.`,
  )

/** Whether it is a limit that an order waits for, which may take longer than a CA's silence may. */
export const isBudgetProblem = ({ code }: Problem): boolean => code.startsWith('ERR_BUDGET_')
