import { AcmeProblem } from '@certwire/acme'
import { IssuerError } from '../issuer-error.ts'

type EabCode =
  | 'ERR_EAB_UNKNOWN'
  | 'ERR_EAB_USED'
  | 'ERR_EAB_EXPIRED'
  | 'ERR_EAB_ENCODING'
  | 'ERR_EAB_MAC'
  | 'ERR_EAB_REFUSED'

/**
 * CAs have one type for everything that is wrong with a binding, so that only their words tell it apart. The first that
 * fits counts: a kid that is unknown "may have expired", and a MAC that is wrong may be "not decoded".
 */
const words: readonly [RegExp, EabCode, string][] = [
  [
    /unknown|not (found|known|one of)|no such|does not exist|not recogni[sz]ed|invalid (kid|key.?id)|key ?id .*(invalid|not match)/i,
    'ERR_EAB_UNKNOWN',
    'does not know it',
  ],
  [/not awaiting|already|been (used|bound|consumed)|reuse/i, 'ERR_EAB_USED', 'says it was used'],
  [/expired/i, 'ERR_EAB_EXPIRED', 'says it has expired'],
  [
    /base64|decode|encoding|text of the mac/i,
    'ERR_EAB_ENCODING',
    'takes its MAC key for wrongly encoded',
  ],
  [
    /verif|\bmac\b|hmac|signature|integrity|square\/go-jose|mismatch/i,
    'ERR_EAB_MAC',
    'takes its MAC key for another one',
  ],
]

/** Types with which CAs refuse a binding; with the last one only where their words say so. */
const refusals = ['ERR_ACME_UNAUTHORIZED', 'ERR_ACME_BAD_SIGNATURE_ALGORITHM', 'ERR_ACME_MALFORMED']

/** What a CA has against a new account as far as it is about the binding; anything else stays as it is. */
export function eabProblem(error: unknown, kid: string | undefined): unknown {
  if (!(error instanceof AcmeProblem)) return error
  const { code, document, detail } = error
  if (code === 'ERR_ACME_EXTERNAL_ACCOUNT_REQUIRED' && kid === undefined) {
    const reason = 'The CA wants External Account Binding for a new account, and there is none.'
    return new IssuerError('ERR_EAB_REQUIRED', reason, document)
  }
  const isMeant = code !== 'ERR_ACME_MALFORMED' || /bind|eab|external/i.test(detail)
  if (kid === undefined || !refusals.includes(code) || !isMeant) return error
  const [, known, why] = words.find(([pattern]) => pattern.test(detail)) ?? unclear
  const reason = `The CA refuses the EAB ${quoted(kid)}: it ${why} ("${detail.slice(0, 500)}").`
  return new IssuerError(known, reason, document)
}

const unclear: (typeof words)[number] = [/(?:)/, 'ERR_EAB_REFUSED', 'does not say why']

/** A kid is an identifier and no secret. */
export const quoted = (kid: string): string => JSON.stringify(kid.slice(0, 100))
