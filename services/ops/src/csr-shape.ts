import type { Problem } from '@certwire/contracts'
import { requestProblem } from '@certwire/domain'

const ONE_BLOCK =
  /^-----BEGIN (NEW )?CERTIFICATE REQUEST-----[A-Za-z0-9+/=\s]+-----END (NEW )?CERTIFICATE REQUEST-----$/

/**
 * What can be told of a CSR by its looks; what is in it is ordering's to judge. A private key that was sent by mistake
 * is stopped here, before it is stored or sent on.
 */
export function csrProblem(csr: string): Problem | undefined {
  if (csr.includes('PRIVATE KEY-----'))
    return requestProblem(
      'ERR_CSR_PRIVATE_KEY',
      'A private key was sent with or in place of a CSR.',
      'Consider it known to others: make a new one, and send its CSR only.',
    )
  if (!ONE_BLOCK.test(csr.trim()))
    return requestProblem(
      'ERR_CSR_MALFORMED',
      'The CSR is not one block of PEM "CERTIFICATE REQUEST" and nothing else.',
      'Make a new CSR and request again.',
    )
  return undefined
}
