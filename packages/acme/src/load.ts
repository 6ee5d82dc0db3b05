import type { AcmePort } from './port.ts'
import type { AcmeOptions } from './session.ts'

const load = () => import('./connect.ts')

/** The client takes a while to load, and who just decodes a key does not wait for it. Who will need it asks before. */
export async function loadAcme(): Promise<void> {
  await load()
}

/** A CA behind `AcmePort`. Opens no connection yet; rejects for a key or a URL that will not do. */
export async function connectAcme(options: AcmeOptions): Promise<AcmePort> {
  return (await load()).connectAcme(options)
}
