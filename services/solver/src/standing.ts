import { type ChallengeRecord, isLasting } from '@certwire/contracts'
import type { LookDeps } from './look.ts'

/** The records without those that stay and stand there already: these are not written again. */
export async function withoutStanding(
  records: readonly ChallengeRecord[],
  issuer: string,
  { propagation, policyOf }: Pick<LookDeps, 'propagation' | 'policyOf'>,
  signal: AbortSignal,
): Promise<ChallengeRecord[]> {
  const stands = async (record: ChallengeRecord) =>
    isLasting(record) && (await propagation.check([record], policyOf(issuer), signal)).complete
  const standing = await Promise.all(records.map(stands))
  return records.filter((_, at) => !standing[at])
}
