import type { CaAction } from '@certwire/domain'
import type { SandboxCaCall } from '@certwire/sandbox'
import type { Seen } from './provoke.ts'

/** What waits is not asked for again within a second; what does not is. */
const AT_ONCE_S = 1
const SHOWN = 3

/** What met the error, what came after it, and how many simulated seconds later. */
interface Trail {
  readonly seen: Seen
  readonly met: SandboxCaCall | undefined
  readonly after: readonly SandboxCaCall[]
  readonly pauseS: number
}

const isIssued = ({ order }: Seen) => order.phase === 'issued'
const isFailed = ({ order }: Seen) => order.phase === 'failed'
const isRevoked = ({ order }: Seen) => order.phase === 'revoked'
const then = ({ after }: Trail) => after[0]?.operation
const isAtOnce = ({ pauseS }: Trail) => pauseS < AT_ONCE_S
const isRepeated = (trail: Trail) => then(trail) === trail.met?.operation && isAtOnce(trail)
const isIn = ({ order }: Seen, generation: number) => order.generation === generation

/** By what it is seen that an action was taken: the CA's journal, and how the order ended. */
const signs: Readonly<Record<CaAction, (trail: Trail) => boolean>> = {
  'sign-again': (trail) => isIssued(trail.seen) && isRepeated(trail),
  'without-replaces': (trail) => isIssued(trail.seen) && isRepeated(trail),
  'without-profile': (trail) =>
    trail.met ? isIssued(trail.seen) && isRepeated(trail) : trail.after.length === 0,
  wait: ({ seen, pauseS }) =>
    (isIssued(seen) || isRevoked(seen)) && isIn(seen, 1) && pauseS > AT_ONCE_S,
  'ask-order': (trail) => isIssued(trail.seen) && then(trail) === 'order' && isAtOnce(trail),
  'ask-orders': ({ seen, after, pauseS }) =>
    isIssued(seen) && pauseS > AT_ONCE_S && isBefore(after, 'orders', 'newOrder'),
  'ask-account': (trail) =>
    isIssued(trail.seen) && then(trail) === 'newAccount' && trail.seen.ledger.accounts === 1,
  'register-again': (trail) =>
    isIssued(trail.seen) && isAtOnce(trail) && isBefore(trail.after, 'newAccount', 'newOrder'),
  'new-order': ({ seen }) => isIssued(seen) && isIn(seen, 2),
  'accept-as-done': ({ seen, after }) => isRevoked(seen) && after.length === 0,
  'without-reason': (trail) => isRevoked(trail.seen) && isRepeated(trail),
  'by-subproblem': hasEnded,
  fail: hasEnded,
  'stop-issuer': ({ seen, after }) =>
    isFailed(seen) &&
    after.every(isQuestion) &&
    seen.callsLater === 0 &&
    seen.next?.phase === 'failed' &&
    seen.next.calls === 0,
}

/** Nothing more is asked for, whatever is looked at; a certificate that cannot be revoked stays issued. */
function hasEnded({ seen, after }: Trail): boolean {
  const { next, callsLater } = seen
  const isOver = isFailed(seen) ? next?.phase === 'issued' && callsLater === 0 : isIssued(seen)
  return isOver && after.every(({ operation }) => looks.has(operation))
}

const looks: ReadonlySet<string> = new Set(['order', 'authorization', 'newAccount'])

function isBefore(calls: readonly SandboxCaCall[], first: string, second: string): boolean {
  const at = (operation: string) => calls.findIndex((call) => call.operation === operation)
  return at(first) >= 0 && (at(second) < 0 || at(first) < at(second))
}

/** Whether there is an account is asked before one is made, and after it could not be. */
const isQuestion = ({ operation }: SandboxCaCall) => operation === 'newAccount'

export function trailOf(seen: Seen): Trail {
  const { calls, order } = seen
  // The first call for an account only asks whether there is one, which is answered by a 400.
  const isBad = (call: SandboxCaCall, n: number) =>
    (call.outcome === 'dropped' || call.outcome === 'lost' || (call.status ?? 0) >= 400) &&
    !(n === 0 && isQuestion(call) && call.status === 400)
  const at = calls.findIndex(isBad)
  const end = order.history.at(-1)?.at ?? ''
  const met = calls[at]
  const after = met ? calls.slice(at + 1) : calls.filter((call) => call.at.toISOString() > end)
  const pauseS = ((after[0]?.at.getTime() ?? Number.NaN) - (met?.at.getTime() ?? Number.NaN)) / 1000
  return { seen, met, after, pauseS }
}

export const isTaken = (action: CaAction, trail: Trail): boolean => signs[action](trail)

/** In a few words. */
export function trailText({ seen, met, after, pauseS }: Trail): string {
  const { phase, generation } = seen.order
  const called = (call: SandboxCaCall) => `${call.operation} ${call.status ?? call.outcome}`
  const pause = pauseS >= AT_ONCE_S ? `${Math.round(pauseS)} s later ` : ''
  const next = after.slice(0, SHOWN).map(called).join(', ')
  const order = generation > 1 && !met ? anewText(seen) : ''
  const stopped = seen.next?.calls === 0 ? 'the next order fails without a call' : ''
  const calls = met ? `${called(met)}${next && ` → ${pause}${next}`}` : ''
  return [calls, order, phase, stopped].filter((text) => text !== '').join('; ')
}

/** Where no request was refused: how long after the CA's last word the next order was placed. */
function anewText({ calls }: Seen): string {
  const at = calls.findLastIndex(({ operation }) => operation === 'newOrder')
  const [last, next] = [calls[at - 1], calls[at]]
  if (!last || !next) return ''
  const pauseS = Math.round((next.at.getTime() - last.at.getTime()) / 1000)
  return `${last.operation} ${last.status} → ${pauseS} s later newOrder ${next.status}`
}
