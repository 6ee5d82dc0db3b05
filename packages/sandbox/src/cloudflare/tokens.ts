import type { IncomingHttpHeaders } from 'node:http'
import { CloudflareError } from './cloudflare-error.ts'

export type SandboxCloudflarePermission = 'dns:edit' | 'zone:read'

/** What a token may do: everything with all zones, where nothing else is said. */
export interface SandboxCloudflareToken {
  /** Ids. */
  readonly zones?: readonly string[]
  readonly permissions?: readonly SandboxCloudflarePermission[]
  readonly expired?: boolean
}

export type Tokens = ReadonlyMap<string, SandboxCloudflareToken>

export interface Bearer extends SandboxCloudflareToken {
  readonly text: string
}

const BEARER = /^Bearer ([A-Za-z0-9_-]+)$/

/** Whose call it is, whatever he may do; `undefined` for a token that nobody has. */
export function bearerOf(tokens: Tokens, headers: IncomingHttpHeaders): Bearer | undefined {
  const { authorization } = headers
  if (headers['x-auth-key'] !== undefined || headers['x-auth-email'] !== undefined)
    throw new CloudflareError(403, 9103, 'Unknown X-Auth-Key or X-Auth-Email')
  if (authorization === undefined) {
    const missing = 'Missing X-Auth-Key, X-Auth-Email or Authorization headers'
    throw new CloudflareError(400, 9106, missing)
  }
  const text = BEARER.exec(authorization)?.[1]
  if (text === undefined) {
    const chain = [{ code: 6111, message: 'Invalid format for Authorization header' }]
    throw new CloudflareError(400, 6003, 'Invalid request headers', { chain })
  }
  const token = tokens.get(text)
  return token && { ...token, text }
}

/** Whether the token may do this in the zone, or in any zone at all. */
export const isAllowed = (
  { zones, permissions }: SandboxCloudflareToken,
  permission: SandboxCloudflarePermission,
  zone?: string,
): boolean =>
  (permissions?.includes(permission) ?? true) && (!zone || (zones?.includes(zone) ?? true))
