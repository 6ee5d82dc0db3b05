import type { KeyObject } from 'node:crypto'
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

type Ca = Omit<AcmeOptions, 'accountKey' | 'accountUrl'>

/** Revokes without any account, for whoever has the certificate's key: RFC 8555 §7.6. `reason` is of RFC 5280 §5.3.1. */
export async function revokeByCertificateKey(
  ca: Ca,
  certificate: string,
  key: KeyObject,
  reason: number | undefined,
  signal: AbortSignal,
): Promise<void> {
  const acme = await connectAcme({ ...ca, accountKey: key })
  try {
    await acme.revoke(certificate, signal, { key, ...(reason !== undefined && { reason }) })
  } finally {
    await acme.close()
  }
}
