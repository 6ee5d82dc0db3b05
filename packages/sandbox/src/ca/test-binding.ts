import { FlattenedSign } from 'jose'
import type { TestClient } from './test-client.ts'

/** The MAC key of `kid-1`. */
const secret = Buffer.alloc(32, 7)
export const eab = { 'kid-1': secret.toString('base64url') }

export interface Bent {
  readonly header?: Record<string, unknown>
  readonly secret?: Buffer
  readonly jwk?: object
}

/** An external account binding of the client's key, right but for what is bent. */
export function binding(client: TestClient, { header, jwk, ...bent }: Bent = {}) {
  const url = client.url('newAccount')
  return new FlattenedSign(new TextEncoder().encode(JSON.stringify(jwk ?? client.key.jwk)))
    .setProtectedHeader({ alg: 'HS256', kid: 'kid-1', url, ...header })
    .sign(bent.secret ?? secret)
}
