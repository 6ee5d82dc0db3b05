import type { z } from 'zod'
import { HttpProblem } from './http-problem.ts'

/** Parses what came over HTTP; what does not fit is the caller's to correct. `what` says where it stood. */
export function checked<S extends z.ZodType>(schema: S, value: unknown, what: string): z.infer<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const found = parsed.error.issues.map(
    ({ path, message }) => `${[what, ...path.map(String)].join('.')}: ${message}`,
  )
  throw new HttpProblem(
    400,
    'ERR_HTTP_INVALID',
    found.join('; ').slice(0, 1500),
    'Correct what is named and send the request again.',
  )
}
