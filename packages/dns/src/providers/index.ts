import { cloudflare } from './cloudflare.ts'
import { httpRequest } from './http-request.ts'
import { rfc2136 } from './rfc2136.ts'
import { route53 } from './route53.ts'
import { sandbox } from './sandbox.ts'

/** Every vendor a zone can name in `provider:`, by that name. */
export const providers = {
  cloudflare,
  'http-request': httpRequest,
  rfc2136,
  route53,
  sandbox,
}
