import { retryAfter } from '@certwire/http'
import { z } from 'zod'
import { HvcaError, type HvcaErrorCode } from './hvca-error.ts'
import type { Answer } from './transport.ts'

const LONGEST = 500

const codes: Readonly<Record<number, HvcaErrorCode>> = {
  202: 'ERR_HVCA_PENDING',
  401: 'ERR_HVCA_AUTH',
  402: 'ERR_HVCA_QUOTA',
  403: 'ERR_HVCA_AUTH',
  422: 'ERR_HVCA_VALIDATION',
  424: 'ERR_HVCA_CLAIM_EXPIRED',
  429: 'ERR_HVCA_RATE_LIMITED',
}

/** What HVCA says for why not: a description, and what is wrong with each field. */
const Refusal = z.object({
  description: z.string().catch(''),
  errors: z.record(z.string(), z.unknown()).catch({}),
})

/** Why an answer is not the one that was asked for, or nothing where it is. */
export function refusalOf(answer: Answer, now: Date): HvcaError | undefined {
  const { status } = answer
  if (status === 200 || status === 201 || status === 204) return undefined
  const code = codes[status] ?? (status >= 500 ? 'ERR_HVCA_BUSY' : 'ERR_HVCA_REFUSED')
  const until = retryAfter(answer.header('retry-after'), now)
  return new HvcaError(code, `HVCA answered HTTP ${status}${said(answer)}.`, { retryAfter: until })
}

function said(answer: Answer): string {
  const parsed = Refusal.safeParse(answer.json())
  if (!parsed.success) return ''
  const { description, errors } = parsed.data
  const fields = Object.entries(errors).map(([field, detail]) => `${field}: ${String(detail)}`)
  const text = [description, ...fields].filter((part) => part !== '').join('; ')
  return text === '' ? '' : `: ${printable(text)}`
}

const printable = (text: string): string => text.replaceAll(/[^\x20-\x7e]+/g, '?').slice(0, LONGEST)
