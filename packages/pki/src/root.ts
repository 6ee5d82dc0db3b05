import type { X509Certificate } from 'node:crypto'
import type { Chain } from './chain-certificates.ts'
import { ChainError } from './chain-error.ts'
import { isValid } from './dates.ts'
import { isIssuedBy } from './links.ts'

interface Anchored {
  readonly certificates: Chain
  readonly root: X509Certificate
}

/**
 * The chain up to the certificate that a root issued, as long as possible. What follows it is cut off: a CA may go on to
 * a root of another, by a cross-certificate, which nobody needs who trusts this one.
 */
export function anchorIn(chain: Chain, roots: readonly X509Certificate[], now: Date): Anchored {
  const valid = roots.filter((root) => isValid(root, now))
  const [leaf, ...issuers] = chain
  for (let length = issuers.length; length >= 0; length--) {
    const certificates: Chain = [leaf, ...issuers.slice(0, length)]
    const last = certificates.at(-1) ?? leaf
    const root = valid.find((candidate) => isIssuedBy(last, candidate))
    if (root) return { certificates, root }
  }
  const expired = roots.length - valid.length
  throw new ChainError(
    'ERR_CHAIN_ROOT',
    `The chain ends in none of the ${roots.length} roots that are configured for this issuer (${expired} of them not valid now). Add its root, or choose another chain of the CA.`,
  )
}
