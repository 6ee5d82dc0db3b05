import { type Claim, type Hvca, HvcaError } from '@certwire/hvca'
import { openHvca } from '@certwire/issuers'
import type { Platform } from '@certwire/runtime'
import { recently } from './recently.ts'

/** What HVCA knows of our account at an issuer: asked anew, or as of the last minute, undefined where nobody can tell. */
export interface HvcaAccount {
  readonly hvca: Hvca
  quota(signal: AbortSignal): Promise<number | undefined>
  claims(signal: AbortSignal): Promise<readonly Claim[] | undefined>
}

export interface HvcaAccounts {
  /** Nothing for an issuer that has no HVCA. */
  of(issuer: string): HvcaAccount | undefined
  close(): Promise<void>
}

/** Every issuer's HVCA. It only tells: whatever becomes of it, no order is stopped by that. */
export function connectHvcaAccounts({
  config,
  clock,
  log,
}: Pick<Platform, 'config' | 'clock' | 'log'>): HvcaAccounts {
  const closing = new AbortController()
  const account = (issuer: string, hvca: Hvca): HvcaAccount => {
    const failed = (error: unknown) => {
      if (closing.signal.aborted) return
      const { code, message } = error instanceof HvcaError ? error : { code: '', message: '' }
      log.warn({ issuer, code, reason: message || String(error) }, 'HVCA cannot be asked')
    }
    const recent = { clock, failed, closing: closing.signal }
    return {
      hvca,
      quota: recently(hvca.quota, recent),
      claims: recently(async (signal) => (await hvca.claims(signal)).items, recent),
    }
  }
  const accounts = new Map<string, HvcaAccount>()
  for (const issuer of Object.values(config.issuers)) {
    const hvca = openHvca(issuer, clock)
    if (hvca) accounts.set(issuer.name, account(issuer.name, hvca))
  }
  return {
    of: (issuer) => accounts.get(issuer),
    close: async () => {
      closing.abort()
      for (const { hvca } of accounts.values()) await hvca.close()
    },
  }
}
