import { limits, type NamedLimit, namedLimit, pausedProblem, type Refusal } from '@certwire/domain'
import { freshBucket, indexed } from './bucket-documents.ts'
import type { Changes } from './changes.ts'
import type { BudgetDocument } from './documents.ts'
import type { LimitedIssuer } from './issuer.ts'
import type { Pauses } from './pauses.ts'
import { type PutOff, putOff } from './put-off.ts'

/** What a CA says with a refusal for its rate. */
export interface Said extends Refusal {
  /** What was asked: all requests, where it was none of ours in particular. */
  readonly about: 'order' | 'account' | 'requests'
  /** When it wants to be asked again, in milliseconds since 1970. */
  readonly until: number
}

const MOST_OF_WHAT_IS_SAID = 500
/** After a pause orders come back one by one, within this share of it. */
const SPREAD = 0.25
const LONGEST_SPREAD_MS = 5 * 60_000

interface Deps {
  readonly changes: Changes<BudgetDocument>
  readonly pauses: Pauses
  readonly clock: () => Date
  readonly random: () => number
}

/** What CAs say of their limits themselves: it holds for the limit that they name, and for nothing else. */
export interface Lessons {
  learn(issuer: LimitedIssuer, names: readonly string[], said: Said): Promise<void>
  /** When the CA wants to be asked again for what concerns these names, if it has said so. */
  heeded(
    issuer: LimitedIssuer,
    names: readonly string[],
    about: Said['about'],
  ): Promise<PutOff | undefined>
}

export function connectLessons({ changes, pauses, clock, random }: Deps): Lessons {
  const pause = (issuer: LimitedIssuer, { limit, keys }: NamedLimit, said: Said) =>
    Promise.all(
      keys.map((key) =>
        changes.change(freshBucket(issuer, limit, key), (document) => {
          const pausedUntil = Math.max(document.pausedUntil ?? 0, said.until)
          const text = said.detail.slice(0, MOST_OF_WHAT_IS_SAID)
          const next = { ...document, pausedUntil, said: text }
          return [indexed(next, issuer.account, clock().getTime()), undefined]
        }),
      ),
    )
  return {
    learn: async (issuer, names, said) => {
      await pause(issuer, meant(said, names), said)
      pauses.forget(issuer.ca)
    },
    heeded: async (issuer, names, about) => {
      const active = await pauses.of(issuer.ca)
      if (active.length === 0) return undefined
      const ids = concerned(issuer, names, about)
      const now = clock().getTime()
      const last = active
        .filter(({ _id, pausedUntil = 0 }) => ids.has(_id) && pausedUntil > now)
        .toSorted((a, b) => (b.pausedUntil ?? 0) - (a.pausedUntil ?? 0))[0]
      return last && refusal(issuer, last, now, random)
    },
  }
}

function meant(said: Said, names: readonly string[]): NamedLimit {
  if (said.about === 'order') return namedLimit(said, names)
  return { limit: said.about === 'account' ? 'accounts' : 'requests', keys: [''] }
}

const ofOrders = [
  ...(['certificatesPerSet', 'certificatesPerDomain', 'failures'] as const),
  ...(['challenges', 'orders'] as const),
] as const
const concerns = { order: ofOrders, account: ['accounts'], requests: ['requests'] } as const

const concerned = (
  issuer: LimitedIssuer,
  names: readonly string[],
  about: Said['about'],
): ReadonlySet<string> =>
  new Set(
    concerns[about].flatMap((limit) =>
      limits[limit].keysOf(names).map((key) => freshBucket(issuer, limit, key)._id),
    ),
  )

function refusal(
  { name }: LimitedIssuer,
  { limit, key, pausedUntil = 0, said = '' }: BudgetDocument,
  now: number,
  random: () => number,
): PutOff {
  const spread = Math.min((pausedUntil - now) * SPREAD, LONGEST_SPREAD_MS)
  return putOff(pausedUntil + random() * spread, (until) =>
    pausedProblem(limit, name, key, until, said),
  )
}
