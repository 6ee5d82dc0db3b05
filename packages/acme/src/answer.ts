import { CaError } from './ca-error.ts'
import type { Endpoint } from './port.ts'

/** What came back for one request, whatever its status. */
export interface Answer {
  /** What was asked. */
  readonly url: string
  readonly status: number
  readonly endpoint?: Endpoint
  /** Something was to be changed, so that an answer nobody can read leaves its outcome unknown. */
  readonly changes: boolean
  readonly links: readonly string[]
  readonly body: string
  header(name: string): string | undefined
  /** Undefined when the body is no JSON. */
  json(): unknown
}

/** An answer that is not as RFC 8555 has it. Nothing of its text is repeated. */
export const malformed = ({ url, changes }: Answer, what: string): CaError =>
  new CaError(
    'ERR_CA_MALFORMED',
    `The CA's answer from ${new URL(url).pathname.slice(0, 100)} is not as RFC 8555 has it: ${what}.`,
    { outcomeUnknown: changes },
  )

/** Where the CA says that what it made is. */
export function location(answer: Answer, what: string): string {
  const url = URL.parse(answer.header('location') ?? '', answer.url)
  if (!answer.header('location') || !url)
    throw malformed(answer, `it does not say where the ${what} is`)
  return url.href
}
