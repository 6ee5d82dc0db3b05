import { createHash } from 'node:crypto'
import { emptyBucket, type LimitName, limits } from '@certwire/domain'
import type { BudgetDocument } from './documents.ts'
import type { LimitedIssuer } from './issuer.ts'

/** What was learned of an identifier is of no use for longer. */
const REMEMBERED_MS = 30 * 24 * 3_600_000
const MOST_OF_A_KEY = 300

/** A bucket of which nothing is known. */
export function freshBucket(
  { name, ca, account }: LimitedIssuer,
  limit: LimitName,
  key: string,
): BudgetDocument {
  const scope = limits[limit].scope === 'ca' ? ca : account
  const id = createHash('sha256').update(key).digest('base64url')
  return {
    ...{ _id: `${scope}.${limit}.${id}`, version: 0, ca, issuer: name, limit },
    ...{ key: key.slice(0, MOST_OF_A_KEY), bucket: emptyBucket, inARow: 0, counted: [] },
    idleAt: new Date(0).toISOString(),
  }
}

/** The document as it is to be kept: with the fields by which it is found. */
export function indexed(document: BudgetDocument, account: string, now: number): BudgetDocument {
  const { bucket, inARow, limit, pausedUntil = 0, said } = document
  const { heedUntil: _, failing: __, ...rest } = document
  const ends = [
    ...[bucket.fullAt, pausedUntil, ...bucket.holds.map(({ until }) => until)],
    ...[...bucket.waiting.map(({ at }) => at), ...Object.values(bucket.later)],
    ...(inARow > 0 ? [now + REMEMBERED_MS] : []),
  ]
  const isHeeded = pausedUntil > now && said !== undefined
  return {
    ...rest,
    ...(isHeeded && { heedUntil: new Date(pausedUntil).toISOString() }),
    ...(limit === 'failures' && (inARow > 0 || bucket.fullAt > now) && { failing: account }),
    idleAt: new Date(Math.ceil(Math.max(now, ...ends))).toISOString(),
  }
}
