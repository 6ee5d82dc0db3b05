import { flattenedVerify } from 'jose/jws/flattened/verify'
import { z } from 'zod'
import type { AccountKey } from './account-key.ts'
import { accountKey, algorithms } from './account-key.ts'
import type { Account, Ca } from './ca.ts'
import { accountUrl } from './ca.ts'
import type { Nonces } from './nonces.ts'
import { AcmeProblem, malformed, shown } from './problem.ts'

const base64url = z.string().regex(/^[A-Za-z0-9_-]*$/)

// Strict, since an unprotected header and the general serialisation are forbidden (RFC 8555 §6.2).
const Flattened = z.strictObject({
  protected: base64url.min(1),
  payload: base64url,
  signature: base64url.min(1),
})

const Protected = z.object({
  alg: z.string(),
  nonce: z.unknown().optional(),
  url: z.string(),
  jwk: z.unknown().optional(),
  kid: z.string().optional(),
  crit: z.never('this CA understands no critical header').optional(),
})

export type FlattenedJws = z.infer<typeof Flattened>

export interface SignedBy {
  readonly payload: Buffer
  readonly key: AccountKey
  /** The account of the `kid`; undefined where the key came with the request. */
  readonly account: Account | undefined
}

/** A request's JWS, checked as RFC 8555 §6.2–6.5 wants; its nonce is spent whatever comes of it. */
export async function verifyRequest(ca: Ca, url: string, body: Buffer): Promise<SignedBy> {
  const jws = parseFlattened(json(body))
  const header = parseProtected(jws)
  redeem(ca.nonces, header.nonce)
  if (header.url !== url) {
    throw new AcmeProblem(401, 'unauthorized', `the url header is not ${shown(url)}`)
  }
  if ((header.jwk === undefined) === (header.kid === undefined)) {
    throw malformed('a request carries either a jwk or a kid')
  }
  const account = header.kid === undefined ? undefined : accountOf(ca, header.kid)
  const key = account?.key ?? (await accountKey(header.jwk))
  assertAccepted(ca, key)
  return { payload: await verify(jws, header.alg, key), key, account }
}

/** That this CA takes keys of that kind. */
export function assertAccepted({ policy: { algorithms } }: Ca, { algorithm }: AccountKey) {
  if (algorithms.includes(algorithm)) return
  const detail = `this CA takes no signatures with ${algorithm}`
  throw new AcmeProblem(400, 'badSignatureAlgorithm', detail, { algorithms })
}

/** A JWS inside of another one's payload, signed by the key it carries, without a nonce (RFC 8555 §7.3.5). */
export async function verifyInner(value: unknown, url: string) {
  const jws = parseFlattened(value)
  const header = parseProtected(jws)
  if (header.nonce !== undefined) throw malformed('the inner JWS carries no nonce')
  if (header.url !== url) throw malformed('the inner and the outer JWS differ in their url')
  const key = await accountKey(header.jwk)
  return { payload: await verify(jws, header.alg, key), key }
}

export function parseFlattened(value: unknown): FlattenedJws {
  const parsed = Flattened.safeParse(value)
  if (parsed.success) return parsed.data
  throw malformed('not a JWS in flattened JSON serialisation with protected, payload and signature')
}

export function parseProtected(jws: FlattenedJws): z.infer<typeof Protected> {
  const parsed = Protected.safeParse(json(Buffer.from(jws.protected, 'base64url')))
  if (parsed.success) return parsed.data
  throw malformed(`protected header: ${z.prettifyError(parsed.error).slice(0, 200)}`)
}

export function json(text: Buffer): unknown {
  try {
    return JSON.parse(text.toString('utf8'))
  } catch {
    throw malformed('not JSON')
  }
}

function redeem(nonces: Nonces, nonce: unknown) {
  const found = typeof nonce === 'string' ? nonces.redeem(nonce) : 'unknown'
  if (found === 'malformed') throw malformed('the nonce is not base64url')
  if (found === 'unknown') throw new AcmeProblem(400, 'badNonce', 'the nonce is not one to use now')
}

function accountOf(ca: Ca, kid: string): Account {
  const account = ca.accounts.get(kid.slice(kid.lastIndexOf('/') + 1))
  if (!account || accountUrl(ca, account) !== kid) {
    throw new AcmeProblem(400, 'accountDoesNotExist', `no account has the URL ${shown(kid)}`)
  }
  if (account.status === 'valid') return account
  throw new AcmeProblem(401, 'unauthorized', 'the account is deactivated')
}

async function verify(jws: FlattenedJws, algorithm: string, key: AccountKey): Promise<Buffer> {
  if (algorithm !== key.algorithm) {
    const detail = `the key signs with ${key.algorithm}, not with ${shown(algorithm)}`
    throw new AcmeProblem(400, 'badSignatureAlgorithm', detail, { algorithms })
  }
  try {
    const { payload } = await flattenedVerify(jws, key.publicKey, { algorithms: [algorithm] })
    return Buffer.from(payload)
  } catch {
    throw malformed('the signature does not verify')
  }
}
