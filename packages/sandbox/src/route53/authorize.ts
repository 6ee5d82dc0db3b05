import { Route53Error } from './route53-error.ts'
import { isSignedWith, type SignedRequest } from './signature.ts'

export interface SandboxRoute53Access {
  /** Given, signatures are verified with it. */
  readonly secret?: string
  /** The ids of the zones it may use; all when it is left out. */
  readonly zones?: readonly string[]
}

const CREDENTIAL = /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\//

/** Throws what AWS answers to somebody who is not known or may not do this. */
export function authorize(
  keys: Readonly<Record<string, SandboxRoute53Access>>,
  request: SignedRequest,
  operation: string,
  zone: string | undefined,
): void {
  const { authorization } = request.headers
  if (authorization === undefined) {
    throw denied('MissingAuthenticationToken', 'Missing Authentication Token')
  }
  const keyId = CREDENTIAL.exec(authorization)?.[1] ?? ''
  const access = Object.hasOwn(keys, keyId) ? keys[keyId] : undefined
  if (!access) {
    throw denied('InvalidClientTokenId', 'The security token included in the request is invalid.')
  }
  if (access.secret !== undefined && !isSignedWith(access.secret, request)) {
    throw denied(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.',
    )
  }
  if (zone === undefined || !access.zones || access.zones.includes(zone)) return
  throw denied(
    'AccessDenied',
    `User: arn:aws:iam::123456789012:user/sandbox is not authorized to perform: route53:${operation} on resource: arn:aws:route53:::hostedzone/${zone} because no identity-based policy allows the route53:${operation} action`,
  )
}

const denied = (code: string, message: string) => new Route53Error(403, code, message)
