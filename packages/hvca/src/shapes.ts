import { z } from 'zod'
import { HvcaError } from './hvca-error.ts'

/** What HVCA answers, as far as it is read: more may come, and times that make no sense are left out. */

/** UNIX seconds; zero and what is before stand for none. */
const Seconds = z
  .unknown()
  .transform((value) => Number(value))
  .transform((seconds) =>
    seconds > 0 && seconds < 1e11 ? new Date(Math.floor(seconds) * 1000) : undefined,
  )
  .optional()

const Domain = z
  .string()
  .max(260)
  .transform((text) => text.replace(/\.$/, '').toLowerCase())

export const Login = z.object({
  // It goes into a header.
  access_token: z.string().regex(/^[\x21-\x7e]{1,8192}$/),
})

export const Value = z.object({ value: z.int() })

export const ClaimShape = z
  .object({
    domain: Domain,
    status: z.string().max(50),
    expires_at: Seconds,
    assert_by: Seconds,
    last_verification_method: z.string().max(50).optional().catch(undefined),
  })
  .transform(({ domain, status, expires_at, assert_by, last_verification_method: method }) => ({
    ...{ domain, status: status.toUpperCase() },
    ...(expires_at && { expiresAt: expires_at }),
    ...(assert_by && { assertBy: assert_by }),
    ...(method && { method: method.toUpperCase() }),
  }))

export const IssuedShape = z
  .object({
    serial_number: z.string().regex(/^[0-9A-Fa-f]{1,64}$/),
    not_before: Seconds,
    not_after: Seconds,
  })
  .transform(({ serial_number, not_before, not_after }) => ({
    serial: serial_number.toUpperCase().replace(/^0+(?=.)/, ''),
    ...(not_before && { notBefore: not_before }),
    ...(not_after && { notAfter: not_after }),
  }))

/** Nothing of a text that is not understood is repeated. */
export function understood<S extends z.ZodType>(
  schema: S,
  json: unknown,
  what: string,
): z.output<S> {
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const where = issue?.path.map(String).join('.') || 'the whole'
  throw new HvcaError(
    'ERR_HVCA_MALFORMED',
    `HVCA's answer to ${what} is not as documented: ${where.slice(0, 100)}.`,
  )
}
