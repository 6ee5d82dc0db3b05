import type { Order } from './ca.ts'
import type { Policy } from './policy.ts'
import { malformed } from './problem.ts'
import type { SandboxCaProfile } from './profile.ts'

interface Validity {
  readonly notBefore: Date
  readonly notAfter: Date
}

interface WantedDates {
  readonly notBefore?: string | undefined
  readonly notAfter?: string | undefined
}

const hour = 3600 * 1000

/** What a certificate of the order is valid for, by its profile or its own dates. It starts an hour early, for clients whose clocks are behind. */
export function validityOf(policy: Policy, order: Order, now: Date): Validity {
  const profile = policy.profiles.get(order.profile ?? '') ?? policy.profile
  const notBefore = order.notBefore ?? new Date(now.getTime() - hour)
  return { notBefore, notAfter: order.notAfter ?? endOf(profile, notBefore) }
}

/** RFC 8555 §7.4: the dates that an order asks for, if the CA lets it. */
export function wantedDates(
  { honoursDates }: Policy,
  profile: SandboxCaProfile,
  wanted: WantedDates,
  now: Date,
) {
  const [notBefore, notAfter] = [dateOf(wanted.notBefore), dateOf(wanted.notAfter)]
  if (!notBefore && !notAfter) return { notBefore, notAfter }
  if (!honoursDates) throw malformed('this CA chooses notBefore and notAfter itself')
  const start = notBefore ?? now
  if (notAfter && (notAfter <= start || notAfter > endOf(profile, start))) {
    throw malformed(`notAfter is within ${profile.validityHours} hours after notBefore`)
  }
  return { notBefore, notAfter }
}

/** RFC 5280 §4.1.2.5 counts the last second in. */
function endOf({ validityHours }: SandboxCaProfile, notBefore: Date): Date {
  return new Date(notBefore.getTime() + validityHours * hour - 1000)
}

function dateOf(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined
  const date = new Date(text)
  if (/^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(date.getTime())) return date
  throw malformed('notBefore and notAfter are dates of RFC 3339')
}
