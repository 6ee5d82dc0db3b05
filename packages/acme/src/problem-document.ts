import { z } from 'zod'

const MOST_SUBPROBLEMS = 100

// Control characters would forge lines of a log, and bidirectional ones what a person reads.
const NOT_TEXT = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+/gu

/** Text from outside as one bounded line. */
const line = (most: number) =>
  z.string().transform((text) => text.slice(0, most).toWellFormed().replace(NOT_TEXT, ' ').trim())

const Type = line(300)
  .transform((type) => type || 'about:blank')
  .catch('about:blank')

/** Tolerant: a CA that forgets a field, or adds one, still has something to say. */
const Subproblem = z.object({
  type: Type,
  detail: line(2000).catch(''),
  identifier: z
    .object({ type: line(60).catch(''), value: line(255) })
    .optional()
    .catch(undefined),
})
const Subproblems = z.array(z.unknown()).transform((all) =>
  all.slice(0, MOST_SUBPROBLEMS).flatMap((one) => {
    const { success, data } = Subproblem.safeParse(one)
    return success ? [data] : []
  }),
)
const Problem = z.object({
  type: Type,
  detail: line(2000).catch(''),
  status: z.int().min(0).max(999).optional().catch(undefined),
  instance: line(2048).optional().catch(undefined),
  algorithms: z.array(line(30)).max(30).optional().catch(undefined),
  subproblems: Subproblems.catch([]),
})

/** RFC 8555 §6.7 and §6.7.1, field for field, bounded. */
export type Problem = z.infer<typeof Problem>

/** The same as plain data to keep and to send; of an identifier its value. */
export interface ProblemDocument {
  readonly type: string
  readonly detail: string
  readonly status?: number | undefined
  readonly subproblems?:
    | { type: string; detail: string; identifier?: string | undefined }[]
    | undefined
}

/** The problem in a CA's JSON, whatever there is of one; never throws. */
export const readProblem = (json: unknown): Problem => {
  const isObject = typeof json === 'object' && json !== null && !Array.isArray(json)
  return Problem.parse(isObject ? json : {})
}

export function problemDocument({ type, detail, status, subproblems }: Problem): ProblemDocument {
  return {
    ...{ type, detail },
    ...(status !== undefined && { status }),
    ...(subproblems.length > 0 && {
      subproblems: subproblems.map(({ identifier, ...sub }) => ({
        ...sub,
        ...(identifier && { identifier: identifier.value }),
      })),
    }),
  }
}
