import type { VendorRequest } from '../vendor/serve.ts'
import { CloudflareError } from './cloudflare-error.ts'
import type { State } from './state.ts'
import {
  isAllowed,
  type SandboxCloudflarePermission,
  type SandboxCloudflareToken,
} from './tokens.ts'
import type { HeldZone } from './zones.ts'

interface Asking {
  readonly state: State
  readonly request: VendorRequest
  readonly token: SandboxCloudflareToken
}

/** The zone of this id, if there is one and the token may do this there. */
export function zoneFor(
  { state, request, token }: Asking,
  id: string,
  permission: SandboxCloudflarePermission,
): HeldZone {
  if (!/^[0-9a-f]{32}$/.test(id)) {
    const path = request.url.pathname.slice(0, 200)
    const message = `Could not route to ${path}, perhaps your object identifier is invalid?`
    throw new CloudflareError(404, 7003, message)
  }
  const zone = state.zones.get(id)
  if (!zone) throw new CloudflareError(404, 1003, 'Invalid or missing zone id.')
  if (isAllowed(token, permission, id)) return zone
  throw permission === 'dns:edit'
    ? new CloudflareError(403, 10_000, 'Authentication error')
    : new CloudflareError(403, 9109, 'Unauthorized to access requested resource')
}
