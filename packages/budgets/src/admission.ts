import {
  type Allowance,
  giveBack,
  type LimitName,
  limits,
  type Spender,
  settle,
  spentOnOrders,
  spentProblem,
  take,
} from '@certwire/domain'
import { freshBucket, indexed } from './bucket-documents.ts'
import type { Changes } from './changes.ts'
import type { BudgetDocument } from './documents.ts'
import type { LimitedIssuer } from './issuer.ts'
import { type PutOff, putOff } from './put-off.ts'

/** What is taken for new orders and accounts. There are no transactions: a crash leaves tokens spent that were not. */
export interface Admission {
  /** Takes of every bucket, or of none and says when to come again. */
  order(issuer: LimitedIssuer, spender: Spender): Promise<PutOff | undefined>
  account(issuer: LimitedIssuer): Promise<PutOff | undefined>
  accountMade(issuer: LimitedIssuer): Promise<void>
  /** What was held is spent, as far as the CA has counted it, or free again. */
  over(
    issuer: LimitedIssuer,
    spender: Pick<Spender, 'who' | 'names'>,
    isIssued: boolean,
  ): Promise<void>
}

/** A bucket that an order has to do with. */
interface Place {
  readonly limit: LimitName
  readonly key: string
  readonly allowance: Allowance
}

export function connectAdmission(changes: Changes<BudgetDocument>, clock: () => Date): Admission {
  const { takeOne, giveOneBack, settleOne } = steps(changes, clock)
  return {
    order: async (issuer, spender) => {
      const taken: Place[] = []
      for (const place of placesOf(issuer, spender.names)) {
        const until = await takeOne(issuer, place, spender)
        if (until === undefined) {
          taken.push(place)
          continue
        }
        for (const one of taken.toReversed()) await giveOneBack(issuer, one, spender, until)
        return refusal(issuer, place, until)
      }
      return undefined
    },
    account: async (issuer) => {
      const place = accountPlace(issuer)
      if (!place) return undefined
      // Orders that find no account at the same time have the same one made.
      const spender = { who: issuer.account, tenant: '', since: 0, names: [] }
      const until = await takeOne(issuer, place, spender)
      return until === undefined ? undefined : refusal(issuer, place, until)
    },
    accountMade: async (issuer) => {
      const place = accountPlace(issuer)
      if (place) await settleOne(issuer, place, issuer.account, true)
    },
    over: async (issuer, spender, isIssued) => {
      for (const place of placesOf(issuer, spender.names)) {
        const { counted } = limits[place.limit]
        if (counted !== 'at once')
          await settleOne(issuer, place, spender.who, isIssued || counted === 'by the end')
      }
    },
  }
}

/** Every bucket that a new order takes of, always in the same order. */
const placesOf = ({ profile }: LimitedIssuer, names: readonly string[]): Place[] =>
  spentOnOrders.flatMap((limit) => {
    const allowance = profile[limit]
    return allowance ? limits[limit].keysOf(names).map((key) => ({ limit, key, allowance })) : []
  })

const accountPlace = ({ profile: { accounts: allowance } }: LimitedIssuer): Place | undefined =>
  allowance && { limit: 'accounts', key: '', allowance }

const refusal = ({ name }: LimitedIssuer, { limit, key, allowance }: Place, at: number): PutOff =>
  putOff(at, (until) => spentProblem(limit, name, key, allowance, until))

/** What is done to one bucket. */
function steps(changes: Changes<BudgetDocument>, clock: () => Date) {
  type Bucket = BudgetDocument['bucket']
  const step = <T>(
    issuer: LimitedIssuer,
    { limit, key }: Place,
    next: (bucket: Bucket, now: number) => readonly [Bucket, T],
  ): Promise<T> =>
    changes.change(freshBucket(issuer, limit, key), (document) => {
      const now = clock().getTime()
      const [bucket, result] = next(document.bucket, now)
      if (bucket === document.bucket) return [document, result]
      return [indexed({ ...document, bucket }, issuer.account, now), result]
    })
  return {
    takeOne: (issuer: LimitedIssuer, place: Place, spender: Spender) =>
      step<number | undefined>(issuer, place, (before, now) => {
        const want = wantOf(place.limit, spender)
        const { bucket, until } = take(before, place.limit, want, place.allowance, now)
        return [bucket, until]
      }),
    giveOneBack: (issuer: LimitedIssuer, place: Place, spender: Spender, at: number) =>
      step<void>(issuer, place, (before) => {
        const want = wantOf(place.limit, spender)
        return [giveBack(before, place.limit, want, place.allowance, at), undefined]
      }),
    settleOne: (issuer: LimitedIssuer, place: Place, who: string, isSpent: boolean) =>
      step<void>(issuer, place, (before, now) => [
        settle(before, who, isSpent, place.allowance, now),
        undefined,
      ]),
  }
}

const wantOf = (limit: LimitName, { who, tenant, since, names }: Spender) => ({
  ...{ who, tenant, since },
  weight: limits[limit].weightOf(names),
})
