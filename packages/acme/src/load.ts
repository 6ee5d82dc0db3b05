import type { AcmePort } from './port.ts'
import type { AcmeOptions } from './session.ts'

/**
 * A CA behind `AcmePort`. Opens no connection yet; rejects for a key or a URL that will not do.
 *
 * The client is loaded only here, for it takes a while: who just decodes a key does not wait for it.
 */
export async function connectAcme(options: AcmeOptions): Promise<AcmePort> {
  const client = await import('./connect.ts')
  return client.connectAcme(options)
}
