import { type AcmePort, AcmeProblem, CaError } from '@certwire/acme'
import type { RenewalInfo, Untold } from '@certwire/domain'
import { connectUnknown } from '@certwire/issuers'
import type { Platform } from '@certwire/runtime'

/** What a CA says of a certificate's renewal, or why it says nothing. */
export type Answer =
  | { readonly info: RenewalInfo }
  | { readonly untold: Untold; readonly retryAfter?: Date }

export interface Windows {
  /** Asks the CA as anybody: RFC 9773 §4.1 wants no account. Rejects only as `signal` says. */
  ask(issuer: string, certId: string, signal: AbortSignal): Promise<Answer>
  close(): Promise<void>
}

/** Connections are kept, and may be lost at any moment. */
export function connectWindows({ config, clock }: Pick<Platform, 'config' | 'clock'>): Windows {
  const kept = new Map<string, Promise<AcmePort>>()
  const connected = (name: string): Promise<AcmePort> | undefined => {
    const issuer = config.issuers[name]
    const found = kept.get(name) ?? (issuer && connectUnknown(issuer, clock))
    if (found) kept.set(name, found)
    return found
  }
  return {
    ask: async (issuer, certId, signal) => {
      const acme = await connected(issuer)
      // Its issuer may be configured no more.
      if (!acme) return { untold: 'not offered' }
      try {
        return { info: await acme.renewalInfo(certId, signal) }
      } catch (error) {
        signal.throwIfAborted()
        return whyNot(error)
      }
    },
    close: async () => {
      for (const acme of kept.values()) await acme.then((one) => one.close())
    },
  }
}

/** RFC 9773 §4.3.3: errors of the server and of the network pass, all others last until somebody acts. */
function whyNot(error: unknown): Answer {
  if (error instanceof AcmeProblem) {
    const { status, retryAfter } = error
    const passes = status >= 500 || status === 429
    return { untold: passes ? 'for now' : 'refused', ...(retryAfter && { retryAfter }) }
  }
  if (!(error instanceof CaError)) throw error
  if (error.code === 'ERR_CA_NO_RENEWAL_INFO') return { untold: 'not offered' }
  return { untold: error.retryable ? 'for now' : 'refused' }
}
