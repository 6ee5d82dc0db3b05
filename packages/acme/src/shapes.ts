import { z } from 'zod'
import { CaError } from './ca-error.ts'
import { type ProblemDocument, problemDocument } from './problem.ts'
import type { Answer } from './transport.ts'

/** More than any CA takes in one order. */
const MOST = 200

const Url = z.string().max(2048)
const Identifier = z.object({ type: z.string().max(60), value: z.string().max(255) })
const Problem = z.unknown().transform((json): ProblemDocument => problemDocument(json))

export const DirectoryShape = z.object({
  newNonce: Url,
  newAccount: Url,
  newOrder: Url,
  revokeCert: Url.optional(),
  renewalInfo: Url.optional(),
  meta: z
    .object({
      externalAccountRequired: z.boolean().optional().catch(undefined),
      termsOfService: z.string().max(2048).optional().catch(undefined),
    })
    .optional(),
})

export const AccountShape = z.object({ status: z.string().max(60) })

export const OrderShape = z.object({
  status: z.enum(['pending', 'ready', 'processing', 'valid', 'invalid']),
  expires: z.iso.datetime({ offset: true }).optional().catch(undefined),
  identifiers: z.array(Identifier).max(MOST),
  authorizations: z.array(Url).max(MOST),
  finalize: Url,
  certificate: Url.optional(),
  error: Problem.optional(),
})

export const ChallengeShape = z.object({
  type: z.string().max(60),
  url: Url,
  status: z.string().max(60),
  // RFC 8555 §8.1: at least 128 bits of entropy, base64url.
  token: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,256}$/)
    .optional(),
  error: Problem.optional(),
})

export const AuthorizationShape = z.object({
  status: z.string().max(60),
  identifier: Identifier,
  wildcard: z.boolean().optional(),
  challenges: z.array(ChallengeShape).max(20),
})

/** The answer as what it has to be. A CA that answers otherwise is at fault, and nothing of its text is repeated. */
export function shaped<S extends z.ZodType>(shape: S, { body, url }: Answer): z.infer<S> {
  const parsed = shape.safeParse(parseJson(body))
  if (parsed.success) return parsed.data
  const where = parsed.error.issues[0]?.path.join('.') || 'the whole'
  throw new CaError(
    'ERR_CA_MALFORMED',
    `The CA's answer from ${new URL(url).pathname.slice(0, 100)} is not as RFC 8555 has it: ${where}.`,
  )
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
