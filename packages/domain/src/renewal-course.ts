import type {
  CertificateFacts,
  CertificateId,
  Identifier,
  OrderId,
  Problem,
  TenantId,
} from '@certwire/contracts'
import { after, earlier } from './deadline.ts'
import type { Renewal } from './renewal.ts'
import { dueOf, firstLookOf, renewalOf, warningsOf } from './renewal-life.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Who has not renewed an expired certificate in this time does not need it. */
const GRACE = 30 * DAY

/** A request that became no order is said again. */
const SILENCE = 15_000
const LONGEST_LOOK = HOUR

const FIRST_BACKOFF = 10 * MINUTE
/** At least so many tries more before it expires. */
const TRIES_LEFT = 10

/** How long a certificate of a plan waits for its turn. After that it goes, whatever its plan says. */
const TURN_WITHIN = DAY

interface Issued {
  readonly tenantId: TenantId
  readonly orderId: OrderId
  readonly names: Identifier[]
  readonly certificate: CertificateFacts
}

/** What is known of a certificate that was just issued, or found: the rest is read at its first look. */
export function firstRenewal(
  { tenantId, orderId, names, certificate: facts }: Issued,
  now: Date,
  random: () => number,
): Renewal {
  return awake({
    ...{ _id: facts.certificateId, version: 1, tenantId, orderId, names, facts },
    ...{ notAfter: facts.notAfter, createdAt: after(now, 0), state: 'scheduled' },
    ...{ renewAt: renewalOf(facts, random()), reason: 'lifetime', attempt: 1 },
    ...{ pollAt: firstLookOf(facts, now, random()), pollFailures: 0, warned: 0 },
  })
}

/** Ends have no `nextAt`; everything else is looked at when the first of what it waits for has come. */
export function awake({ nextAt: _, ...renewal }: Renewal): Renewal {
  if (isOver(renewal)) return renewal
  const { pollAt, facts, warned } = renewal
  const waits = [actsAt(renewal), pollAt, warningsOf(facts)[warned], graceOf(renewal)]
  const due = waits.filter((at) => at !== undefined).reduce(earlier)
  return { ...renewal, nextAt: due }
}

/** When it is renewed, or its order looked at. */
export const actsAt = ({ renewAt, lookAt = renewAt, state }: Renewal): string =>
  state === 'requested' || lookAt > renewAt ? lookAt : renewAt

export const isOver = ({ state }: Renewal): boolean =>
  state === 'renewed' || state === 'stopped' || state === 'expired'

const graceOf = ({ notAfter }: Renewal): string => after(new Date(notAfter), GRACE)

/** Nobody can be helped by it any more. */
export const isForgotten = (renewal: Renewal, now: Date): boolean =>
  graceOf(renewal) <= after(now, 0)

/** The order under this id is to renew it; its request is said until it is there. RFC 9773 §4.3 has the asking end. */
export const requested = (
  { pollAt: _, ...renewal }: Renewal,
  successor: OrderId,
  now: Date,
): Renewal =>
  awake({
    ...{ ...renewal, successor, state: 'requested' },
    ...{ requestedAt: after(now, 0), lookAt: after(now, SILENCE) },
  })

/** Its order goes on: it is looked at more seldom the longer it takes. */
export function underWay(
  { problem: _, ...renewal }: Renewal,
  now: Date,
  problem?: Problem,
): Renewal {
  const since = now.getTime() - Date.parse(renewal.requestedAt ?? after(now, 0))
  const pause = Math.min(Math.max(since / 2, SILENCE), LONGEST_LOOK)
  return awake({ ...renewal, lookAt: after(now, pause), ...(problem && { problem }) })
}

/** Its order failed: another one follows, as soon as what is left of its life demands, but at first not at once. */
export function failedAgain(renewal: Renewal, problem: Problem, now: Date): Renewal {
  const left = Date.parse(renewal.notAfter) - now.getTime()
  const demanded = left > 0 ? Math.max(left / TRIES_LEFT, FIRST_BACKOFF) : DAY
  const pause = Math.min(FIRST_BACKOFF * 2 ** (renewal.attempt - 1), demanded, DAY)
  return awake({ ...again(renewal, now), renewAt: after(now, pause), reason: 'failure', problem })
}

function again(
  { successor, requestedAt: _, lookAt: _look, ...renewal }: Renewal,
  now: Date,
): Renewal {
  const attempt = successor === undefined ? renewal.attempt : renewal.attempt + 1
  return { ...renewal, state: 'scheduled', attempt, pollAt: after(now, 0) }
}

/** A person wants it now. One that had stopped goes on. */
export const askedFor = (renewal: Renewal, now: Date): Renewal =>
  awake({ ...again(renewal, now), renewAt: after(now, 0), reason: 'person' })

/** Nobody renews by itself for now: the day after it is seen again. */
export const leftAlone = (renewal: Renewal, now: Date): Renewal =>
  awake({ ...renewal, lookAt: after(now, DAY) })

export function renewed({ problem: _, ...renewal }: Renewal, renewedBy: CertificateId): Renewal {
  return awake({ ...settled(renewal), state: 'renewed', renewedBy })
}

export const stopped = (renewal: Renewal, problem: Problem): Renewal =>
  awake({ ...settled(renewal), state: 'stopped', problem })

export const expired = (renewal: Renewal): Renewal =>
  awake({ ...settled(renewal), state: 'expired' })

const settled = ({ pollAt: _, lookAt: _look, ...renewal }: Renewal): Renewal => renewal

/** Waits for its turn among many: whose window is over the longest first, then who expires first. */
export function planned(renewal: Renewal, planId: string, now: Date): Renewal {
  const { window, notAfter, facts } = renewal
  const rank = `${window?.end ?? ''} ${notAfter}`
  const renewAt = earlier(after(now, TURN_WITHIN), dueOf(facts))
  return awake({ ...renewal, state: 'planned', planId, rank, renewAt, reason: 'plan' })
}

/** It is its turn. */
export const released = (renewal: Renewal, now: Date): Renewal =>
  awake({ ...renewal, renewAt: after(now, 0) })
