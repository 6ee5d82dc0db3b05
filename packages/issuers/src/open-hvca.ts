import type { IssuerConfig } from '@certwire/config'
import { connectHvca, type Hvca } from '@certwire/hvca'

/** The API that tells of our account at an issuer, where it has one. Opens no connection yet. */
export function openHvca(
  { hvca }: Pick<IssuerConfig, 'hvca'>,
  clock: () => Date,
): Hvca | undefined {
  if (!hvca) return undefined
  const { url, apiKey, apiSecret, clientCertificate, clientKey, tlsCa } = hvca
  return connectHvca({
    ...{ url, apiKey: apiKey.reveal(), apiSecret: apiSecret.reveal() },
    ...{ clientCertificate, clientKey: clientKey.reveal(), tlsCa, clock },
  })
}
