import { type AcmePort, AcmeProblem, decodeEabKey } from '@certwire/acme'
import type { IssuerConfig } from '@certwire/config'

/**
 * Finds or makes the account of the port's key, and gives its URL. The CA is asked first whether it has the account,
 * for an EAB can often be used once only, and the answer to its use may have been lost.
 */
export async function registered(
  acme: AcmePort,
  { contact, eab }: IssuerConfig,
  signal: AbortSignal,
): Promise<string> {
  const found = await existing(acme, signal)
  if (found !== undefined) return found
  const binding = eab && { kid: eab.kid, hmacKey: decodeEabKey(eab.hmacKey.reveal()).key }
  const { url } = await acme.newAccount({ contact, ...(binding && { eab: binding }) }, signal)
  return url
}

async function existing(acme: AcmePort, signal: AbortSignal): Promise<string | undefined> {
  try {
    return (await acme.newAccount({ contact: [], onlyReturnExisting: true }, signal)).url
  } catch (error) {
    if (error instanceof AcmeProblem && error.code === 'ERR_ACME_ACCOUNT_DOES_NOT_EXIST')
      return undefined
    throw error
  }
}
