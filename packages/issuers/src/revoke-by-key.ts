import type { KeyObject } from 'node:crypto'
import { revokeByCertificateKey } from '@certwire/acme'
import type { Config } from '@certwire/config'
import { configured } from './configured.ts'

/** Has the CA revoke the first certificate of a chain in PEM; the reason is of RFC 5280 §5.3.1. */
export type RevokeByKey = (
  issuer: string,
  chain: string,
  by: { readonly key: KeyObject; readonly reason: number | undefined },
  signal: AbortSignal,
) => Promise<void>

interface Options {
  readonly config: Pick<Config, 'issuers' | 'defaultIssuer'>
  readonly clock: () => Date
}

/** With the certificate's own key, and without our account there: RFC 8555 §7.6. */
export const revokeByKey =
  ({ config, clock }: Options): RevokeByKey =>
  async (issuer, chain, { key, reason }, signal) => {
    const { directory, origins, tlsCa } = configured(config, issuer)
    const ca = {
      ...{ directory, origins, clock, userAgent: 'certwire/0.1' },
      ...(tlsCa !== undefined && { tlsCa }),
    }
    await revokeByCertificateKey(ca, chain, key, reason, signal)
  }
