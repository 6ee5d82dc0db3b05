import { z } from 'zod'
import type { Account, Ca } from './ca.ts'
import type { SignedBy } from './jws.ts'
import { json } from './jws.ts'
import { malformed, shown } from './problem.ts'

/** What a handler has to say; nonce, index link and caching are added to each. */
export interface Reply {
  readonly status: number
  /** An object goes out as JSON, a string as a PEM chain. */
  readonly body: object | string | undefined
  readonly location?: string
  /** Besides the index: `[url, relation]`. */
  readonly links?: readonly (readonly [url: string, relation: string])[]
  /** The CA is at work on it: the client is told when to look again. */
  readonly retryAfterSeconds?: number | undefined
  /** For everybody: without a nonce, and a cache may keep it. */
  readonly isOpen?: boolean
}

/** Who asks, before anything is verified. */
export interface Asking {
  /** The address that the request comes from. */
  readonly address: string
  /** Notes that it was told to come later, for it asks for what is short before that. */
  readonly tooEarly: () => void
}

/** A request whose JWS has been verified. */
export interface AcmeRequest extends SignedBy, Asking {
  readonly url: string
  /** The variable parts of its path. */
  readonly parameters: readonly string[]
}

/** The same, signed by an account that is in force. */
export interface AccountRequest extends AcmeRequest {
  readonly account: Account
}

export type Handler<R extends AcmeRequest> = (ca: Ca, request: R) => Reply | Promise<Reply>

/** POST-as-GET, RFC 8555 §6.3: an empty payload, which is something else than an empty object. */
export function isPostAsGet({ payload }: AcmeRequest): boolean {
  return payload.length === 0
}

/** The payload as the schema wants it; throws malformed. */
export function parsePayload<T>(schema: z.ZodType<T>, { payload }: AcmeRequest): T {
  const parsed = schema.safeParse(json(payload))
  if (parsed.success) return parsed.data
  throw malformed(`payload: ${shown(z.prettifyError(parsed.error).slice(0, 200))}`)
}
