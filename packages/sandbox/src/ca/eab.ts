import { flattenedVerify } from 'jose/jws/flattened/verify'
import { accountKey } from './account-key.ts'
import type { Binding, Bindings } from './bindings.ts'
import type { Ca } from './ca.ts'
import type { FlattenedJws } from './jws.ts'
import { json, parseFlattened, parseProtected } from './jws.ts'
import { AcmeProblem, malformed, shown, unauthorized } from './problem.ts'
import type { AcmeRequest } from './reply.ts'

const algorithm = 'HS256'

/** External account binding, RFC 8555 §7.3.4: the kid whose key has bound the account, once every check held. */
export async function verifyBinding(
  ca: Ca,
  bindings: Bindings,
  binding: unknown,
  request: AcmeRequest,
): Promise<string> {
  if (binding === undefined) {
    const detail = 'this CA wants an externalAccountBinding with a new account'
    throw new AcmeProblem(403, 'externalAccountRequired', detail)
  }
  const jws = parseFlattened(binding)
  const kid = checkHeader(parseProtected(jws), request.url)
  const found = bindings.get(kid)
  if (!found) throw unauthorized('the kid of the binding is not one of this CA')
  const payload = await verified(jws, found)
  const { thumbprint } = await accountKey(json(payload))
  if (thumbprint !== request.key.thumbprint) {
    throw malformed('the binding is not over the key that signs the request')
  }
  use(ca, found, thumbprint)
  return kid
}

async function verified(jws: FlattenedJws, { key, secret }: Binding): Promise<Buffer> {
  const payload = await payloadOf(jws, secret)
  if (payload) return payload
  const isText = await payloadOf(jws, new TextEncoder().encode(key))
  throw unauthorized(
    isText
      ? 'the binding is made with the text of the MAC key, which has to be decoded from base64url first'
      : 'the MAC of the binding does not verify with the key of its kid',
  )
}

function payloadOf(jws: FlattenedJws, secret: Uint8Array): Promise<Buffer | undefined> {
  return flattenedVerify(jws, secret, { algorithms: [algorithm] }).then(
    ({ payload }) => Buffer.from(payload),
    () => undefined,
  )
}

/** From the look at its users to their change nothing waits: of two requests at once only one is the first. */
function use(ca: Ca, { expires, isSingleUse = false, users }: Binding, thumbprint: string) {
  if (expires && expires <= ca.clock()) throw unauthorized('the binding has expired')
  if (isSingleUse && users.size > 0 && !users.has(thumbprint)) {
    throw unauthorized('the binding has been used for another account already')
  }
  users.add(thumbprint)
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
