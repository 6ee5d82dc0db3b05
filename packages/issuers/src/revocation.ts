import { AcmeProblem } from '@certwire/acme'
import {
  CertificateRevoked,
  type MessageOf,
  RevocationDeferred,
  type RevocationReason,
  RevocationRefused,
  type RevokeByAccount,
  type RevokeByCertificate,
} from '@certwire/contracts'
import { caAction, caProblem } from './answers/ca-problem.ts'

type Chance = Parameters<typeof caProblem>[1]
type Command = MessageOf<typeof RevokeByAccount> | MessageOf<typeof RevokeByCertificate>

/** RFC 5280 §5.3.1. */
const codes: Readonly<Record<Exclude<RevocationReason, 'unspecified'>, number>> = {
  ...{ keyCompromise: 1, affiliationChanged: 3, superseded: 4 },
  ...{ cessationOfOperation: 5, privilegeWithdrawn: 9 },
}

/**
 * Asks the CA to revoke, by whosever key, and says what came of it. A reason that this CA does not take is left out of a
 * second request: the certificate shall be gone.
 */
export async function revocation(
  { orderId, data: { certificateId, reason } }: Command,
  ask: (code: number | undefined) => Promise<void>,
  chance: Chance,
  signal: AbortSignal,
) {
  try {
    const given = await revoked(reason, ask)
    return [CertificateRevoked(orderId, { certificateId, reason: given })]
  } catch (error) {
    signal.throwIfAborted()
    const { problem, until } = caProblem(error, chance, 'revocation')
    return until === undefined
      ? [RevocationRefused(orderId, { problem })]
      : [RevocationDeferred(orderId, { until, problem })]
  }
}

/** The reason that the CA took. RFC 5280 §5.3.1: without one it is unspecified. */
async function revoked(
  reason: RevocationReason,
  ask: (code: number | undefined) => Promise<void>,
): Promise<RevocationReason> {
  if (reason === 'unspecified') {
    await ask(undefined)
    return reason
  }
  try {
    await ask(codes[reason])
    return reason
  } catch (error) {
    if (!isBadReason(error)) throw error
    return revoked('unspecified', ask)
  }
}

const isBadReason = (error: unknown) =>
  error instanceof AcmeProblem && caAction(error, 'revocation') === 'without-reason'
