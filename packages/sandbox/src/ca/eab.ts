import { flattenedVerify } from 'jose/jws/flattened/verify'
import { accountKey } from './account-key.ts'
import { json, parseFlattened, parseProtected } from './jws.ts'
import { AcmeProblem, malformed, shown, unauthorized } from './problem.ts'
import type { AcmeRequest } from './reply.ts'

const algorithm = 'HS256'

/** External account binding, RFC 8555 §7.3.4: the binding itself, for the account to repeat, once every check held. */
export async function verifyBinding(
  keys: ReadonlyMap<string, Uint8Array>,
  binding: unknown,
  request: AcmeRequest,
): Promise<unknown> {
  if (binding === undefined) {
    const detail = 'this CA wants an externalAccountBinding with a new account'
    throw new AcmeProblem(403, 'externalAccountRequired', detail)
  }
  const jws = parseFlattened(binding)
  const key = keys.get(checkHeader(parseProtected(jws), request.url))
  if (!key) throw unauthorized('the kid of the binding is not one of this CA')
  const payload = await flattenedVerify(jws, key, { algorithms: [algorithm] }).then(
    (verified) => Buffer.from(verified.payload),
    () => {
      throw unauthorized(
        'the MAC of the binding does not verify: is the key decoded from base64url?',
      )
    },
  )
  const { thumbprint } = await accountKey(json(payload))
  if (thumbprint === request.key.thumbprint) return binding
  throw malformed('the binding is not over the key that signs the request')
}

function checkHeader(header: ReturnType<typeof parseProtected>, url: string): string {
  if (header.alg !== algorithm) {
    const detail = `the binding has the algorithm ${shown(header.alg)}`
    throw new AcmeProblem(400, 'badSignatureAlgorithm', detail, { algorithms: [algorithm] })
  }
  if (header.nonce !== undefined) throw malformed('the binding carries no nonce')
  if (header.jwk !== undefined) throw malformed('the binding names its key by kid')
  if (header.url !== url) throw malformed('the binding and the request differ in their url')
  if (header.kid === undefined) throw malformed('the binding has no kid')
  return header.kid
}
