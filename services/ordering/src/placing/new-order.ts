import { AcmeProblem, CaError, type Order } from '@certwire/acme'
import type { Wishes } from '@certwire/contracts'
import { caAction, type Issuer } from '@certwire/issuers'

const RECENT_MS = 60_000

/**
 * Places an order with what is wished for. What the CA refuses and the order can do without is left out of another
 * request, once each: the certificate that it replaces, if another does already (RFC 9773 §5), and a profile that is
 * preferred and that the CA does not have.
 */
export async function newOrder(
  { acme }: Pick<Issuer, 'acme'>,
  names: readonly string[],
  wishes: Wishes | undefined,
  signal: AbortSignal,
): Promise<Order> {
  try {
    return await acme.newOrder(names, signal, optionsOf(wishes))
  } catch (error) {
    const fewer = wishes && without(error, wishes)
    if (!fewer) throw error
    // The directory that is kept still has the profile: the next order need not be refused for it.
    if (wishes.profile && !fewer.profile) await acme.directory(signal, RECENT_MS)
    return newOrder({ acme }, names, fewer, signal)
  }
}

const optionsOf = ({ profile, notBefore, notAfter, replaces }: Wishes = {}) => ({
  ...(profile && { profile: profile.name }),
  ...(notBefore !== undefined && { notBefore }),
  ...(notAfter !== undefined && { notAfter }),
  ...(replaces !== undefined && { replaces }),
})

function without(error: unknown, { replaces, profile, ...rest }: Wishes): Wishes | undefined {
  if (!(error instanceof AcmeProblem || error instanceof CaError)) return undefined
  const action = caAction(error, 'newOrder')
  if (action === 'without-replaces' && replaces !== undefined)
    return { ...rest, ...(profile && { profile }) }
  if (action === 'without-profile' && profile && !profile.required)
    return { ...rest, ...(replaces !== undefined && { replaces }) }
  return undefined
}
