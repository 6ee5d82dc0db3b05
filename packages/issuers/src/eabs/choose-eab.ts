import type { IssuerConfig } from '@certwire/config'
import { IssuerError } from '../issuer-error.ts'
import type { EabDocument } from './eab-documents.ts'
import { quoted } from './eab-problem.ts'
import type { Eabs } from './eabs.ts'

/** Why one cannot be sent with this account key, if it cannot. */
function unfitness(
  { state, claimedBy, reusable, expiresAt }: EabDocument,
  thumbprint: string,
  now: Date,
): 'ERR_EAB_USED' | 'ERR_EAB_EXPIRED' | undefined {
  // A CA that has forgotten the account may be told again whose it was.
  if (claimedBy === thumbprint && state !== 'expired') return undefined
  if (state === 'expired' || (expiresAt !== undefined && new Date(expiresAt) <= now))
    return 'ERR_EAB_EXPIRED'
  const isTaken = state === 'used' || claimedBy !== undefined
  return isTaken && reusable !== true ? 'ERR_EAB_USED' : undefined
}

/**
 * The EAB for a new account with this key, claimed for it before anybody sends it: that of the configuration, else the
 * one that was added first, those that the CA has refused after the others. Undefined where there is none at all;
 * `ERR_EAB_USED` or `ERR_EAB_EXPIRED` where there is none that could be sent.
 */
export async function chooseEab(
  eabs: Eabs,
  issuer: IssuerConfig,
  thumbprint: string,
  now: Date,
): Promise<EabDocument | undefined> {
  const configured = await eabs.configured(issuer)
  const added = await eabs.of(issuer.name)
  const own = added
    .filter(({ _id, directory }) => _id !== configured?._id && directory === issuer.directory)
    .toSorted((one, other) => refusals(one) - refusals(other))
  const all = [...(configured ? [configured] : []), ...own]
  for (const eab of all) {
    if (unfitness(eab, thumbprint, now) !== undefined) continue
    if (eab.claimedBy === thumbprint) return eab
    const claimed = await eabs.save({ ...eab, claimedBy: thumbprint })
    if (claimed) return claimed
  }
  const [last] = all
  if (last) throw unusable(last, unfitness(last, thumbprint, now) ?? 'ERR_EAB_USED', all.length)
  return undefined
}

const refusals = ({ refused }: EabDocument): number => (refused ? 1 : 0)

function unusable(
  { kid, accountUrl, expiresAt }: EabDocument,
  code: 'ERR_EAB_USED' | 'ERR_EAB_EXPIRED',
  count: number,
): IssuerError {
  const more = count > 1 ? `, and no other of the ${count} is left` : ''
  const what =
    code === 'ERR_EAB_EXPIRED'
      ? `has expired${expiresAt === undefined ? '' : ` (${expiresAt})`}`
      : `was used for another account${accountUrl === undefined ? '' : ` (${accountUrl})`}`
  return new IssuerError(code, `The EAB ${quoted(kid)} ${what}${more}; it is not sent again.`)
}
