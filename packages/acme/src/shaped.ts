import { z } from 'zod'
import { type Answer, malformed } from './answer.ts'
import { problemDocument, readProblem } from './problem-document.ts'

export const Url = z.string().min(1).max(2048)

export const Identifier = z.object({ type: z.string().max(60), value: z.string().max(255) })

/** An RFC 3339 date; one that cannot be read is none. */
export const Instant = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .optional()
  .catch(undefined)

export const ErrorDocument = z.unknown().transform((json) => problemDocument(readProblem(json)))

/** The answer's JSON as what it has to be; otherwise throws `ERR_CA_MALFORMED` with the place of the first fault. */
export function shaped<S extends z.ZodType>(shape: S, answer: Answer): z.infer<S> {
  const parsed = shape.safeParse(answer.json())
  if (parsed.success) return parsed.data
  throw malformed(answer, parsed.error.issues[0]?.path.join('.') || 'the whole')
}
