import { z } from 'zod'

const PREFIX = 'urn:ietf:params:acme:error:'

/** Tolerant: a CA that forgets a field, or adds one, still has something to say. */
const Wire = z.object({
  type: z.string().max(300).catch('about:blank'),
  detail: z.string().catch(''),
  status: z.int().optional().catch(undefined),
  subproblems: z
    .array(
      z.object({
        type: z.string().max(300).catch('about:blank'),
        detail: z.string().catch(''),
        identifier: z.object({ value: z.string() }).optional().catch(undefined),
      }),
    )
    .optional()
    .catch(undefined),
})

/** RFC 8555 §6.7 as plain data, bounded. */
export interface ProblemDocument {
  readonly type: string
  readonly detail: string
  readonly status?: number | undefined
  readonly subproblems?:
    | { type: string; detail: string; identifier?: string | undefined }[]
    | undefined
}

const bounded = (text: string) => text.slice(0, 2000)

/** The document in a CA's answer, whatever it has of one. */
export function problemDocument(json: unknown): ProblemDocument {
  const { type, detail, status, subproblems } = Wire.parse(json ?? {})
  return {
    type,
    detail: bounded(detail),
    ...(status !== undefined && { status }),
    ...(subproblems && {
      subproblems: subproblems.slice(0, 100).map(({ identifier, ...sub }) => ({
        type: sub.type,
        detail: bounded(sub.detail),
        ...(identifier && { identifier: identifier.value.slice(0, 255) }),
      })),
    }),
  }
}

/** The CA's no, as it said it. `code` follows from its type: `ERR_ACME_RATE_LIMITED`. */
export class AcmeProblem extends Error {
  override readonly name = 'AcmeProblem'
  readonly code: string
  readonly type: string
  readonly detail: string
  /** Of the HTTP answer. */
  readonly status: number
  readonly document: ProblemDocument
  readonly retryAfter?: Date
  /** What was asked. */
  readonly url: string

  constructor(url: string, status: number, document: ProblemDocument, retryAfter?: Date) {
    super(`${kindOf(document.type)}: ${document.detail || `HTTP ${status}`}`)
    this.code = `ERR_ACME_${screaming(kindOf(document.type)) || 'UNKNOWN'}`
    this.type = document.type
    this.detail = document.detail
    this.status = status
    this.document = document
    this.url = url
    if (retryAfter) this.retryAfter = retryAfter
  }
}

const kindOf = (type: string) => (type.startsWith(PREFIX) ? type.slice(PREFIX.length) : 'unknown')

/** `rateLimited` → `RATE_LIMITED`, `badCSR` → `BAD_CSR`. */
const screaming = (kind: string) =>
  kind
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toUpperCase()
    .slice(0, 50)
