import { type AcmePort, AcmeProblem, decodeEabKey } from '@certwire/acme'
import type { IssuerConfig } from '@certwire/config'

/**
 * Finds or makes the account of the port's key, and gives its URL. The CA is asked first whether it has the account,
 * for an EAB can often be used once only, and the answer to its use may have been lost.
 */
export async function registered(
  acme: AcmePort,
  issuer: IssuerConfig,
  signal: AbortSignal,
): Promise<string> {
  const found = await existing(acme, signal)
  if (found !== undefined) return found
  try {
    return await created(acme, issuer, signal)
  } catch (error) {
    // Another process with the same key may have been first, and have used the EAB.
    const others = error instanceof AcmeProblem ? await existing(acme, signal) : undefined
    if (others === undefined) throw error
    return others
  }
}

async function created(
  acme: AcmePort,
  { contact, eab }: IssuerConfig,
  signal: AbortSignal,
): Promise<string> {
  const binding = eab && { kid: eab.kid, hmacKey: decodeEabKey(eab.hmacKey.reveal()).key }
  return (await acme.newAccount({ contact, ...(binding && { eab: binding }) }, signal)).url
}

async function existing(acme: AcmePort, signal: AbortSignal): Promise<string | undefined> {
  try {
    return (await acme.newAccount({ contact: [], onlyReturnExisting: true }, signal)).url
  } catch (error) {
    if (error instanceof AcmeProblem && unknown.has(error.code)) return undefined
    throw error
  }
}

/** RFC 8555 §7.3.1; a CA may look for the binding before it looks for the account, which says nothing of the account. */
const unknown = new Set(['ERR_ACME_ACCOUNT_DOES_NOT_EXIST', 'ERR_ACME_EXTERNAL_ACCOUNT_REQUIRED'])
