import { HttpProblem } from '@certwire/runtime'
import { z } from 'zod'

/** Parses what came over HTTP; what does not fit is the caller's to correct. */
export function checked<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new HttpProblem(400, 'ERR_HTTP_INVALID', z.prettifyError(parsed.error).slice(0, 1500))
}
