import { httpRequest } from './http-request.ts'
import { sandbox } from './sandbox.ts'

/** Every vendor a zone can name in `provider:`, by that name. */
export const providers = {
  'http-request': httpRequest,
  sandbox,
}
