import type { VerifyWebhook } from '@certwire/config'
import type { Verifier, Verify } from '../verifier.ts'
import { basic } from './basic.ts'
import { bearer } from './bearer.ts'
import { hmac } from './hmac.ts'
import { mtls } from './mtls.ts'
import { sourceRange } from './source-range.ts'
import { standardWebhooks } from './standard-webhooks.ts'

/** Every way that `verify` can name in `by:`, by that name. */
const verifiers: { readonly [By in VerifyWebhook['by']]: Verifier<By> } = {
  ...{ basic, bearer, hmac, mtls },
  ...{ 'source-range': sourceRange, 'standard-webhooks': standardWebhooks },
}

export const verifierOf = (config: VerifyWebhook): Verify =>
  // The compiler cannot follow the key to the member of the union that it was taken from.
  verifiers[config.by](config as never)
