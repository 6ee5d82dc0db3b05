import {
  failed,
  limits,
  pausedNameProblem,
  type Spender,
  spentProblem,
  triedAgainAt,
} from '@certwire/domain'
import type { Collection } from '@certwire/store'
import { freshBucket, indexed } from './bucket-documents.ts'
import type { Changes } from './changes.ts'
import type { BudgetDocument } from './documents.ts'
import type { LimitedIssuer } from './issuer.ts'
import { type PutOff, putOff } from './put-off.ts'

/** Failed authorizations, by name and account. */
export interface FailureLedger {
  /** Whether the CA would look at every name, and else from when on. */
  look(issuer: LimitedIssuer, names: readonly string[]): Promise<PutOff | undefined>
  /** These failed for this generation of an order; told twice it counts once. */
  failed(issuer: LimitedIssuer, spender: Pick<Spender, 'who' | 'names'>): Promise<void>
  /** These did not fail: what was in a row is not any more. */
  succeeded(issuer: LimitedIssuer, names: readonly string[]): Promise<void>
}

interface Deps {
  readonly collection: Collection<BudgetDocument>
  readonly changes: Changes<BudgetDocument>
  readonly clock: () => Date
}

export function connectFailures({ collection, changes, clock }: Deps): FailureLedger {
  const count = (
    issuer: LimitedIssuer,
    key: string,
    next: (one: BudgetDocument) => BudgetDocument,
  ) =>
    changes.change(freshBucket(issuer, 'failures', key), (document) => {
      const after = next(document)
      const now = clock().getTime()
      return [after === document ? document : indexed(after, issuer.account, now), undefined]
    })
  /** Most accounts have none at all, and then nothing is looked up by name. */
  const known = async (issuer: LimitedIssuer, names: readonly string[]) => {
    if (!counts(issuer)) return []
    const [any] = await collection.find('failing', { equal: [issuer.account], limit: 1 })
    if (!any) return []
    const ids = limits.failures.keysOf(names).map((key) => freshBucket(issuer, 'failures', key)._id)
    const found = await Promise.all(ids.map((id) => collection.get(id)))
    return found.filter((one) => one !== undefined)
  }
  return {
    look: async (issuer, names) => {
      const now = clock().getTime()
      const worst = (await known(issuer, names))
        .flatMap((document) => {
          const again = triedAgainAt(document, issuer.profile, now)
          return again ? [{ ...again, key: document.key }] : []
        })
        .toSorted((a, b) => b.at - a.at)[0]
      return worst && refusal(issuer, worst)
    },
    failed: async (issuer, { who, names }) => {
      if (!counts(issuer)) return
      const now = clock().getTime()
      const next = (one: BudgetDocument) => {
        const after = failed(one, who, issuer.profile, now)
        return after === one ? one : { ...one, ...after }
      }
      for (const key of limits.failures.keysOf(names)) await count(issuer, key, next)
    },
    succeeded: async (issuer, names) => {
      for (const { key } of await known(issuer, names))
        await count(issuer, key, (one) => (one.inARow === 0 ? one : { ...one, inARow: 0 }))
    },
  }
}

const counts = ({ profile }: LimitedIssuer) =>
  profile.failures !== undefined || profile.failuresToPause !== undefined

function refusal(
  { name, profile }: LimitedIssuer,
  { at, isPaused, key }: { at: number; isPaused: boolean; key: string },
): PutOff {
  return putOff(at, (until) =>
    isPaused || !profile.failures
      ? pausedNameProblem(name, key, until)
      : spentProblem('failures', name, key, profile.failures, until),
  )
}
