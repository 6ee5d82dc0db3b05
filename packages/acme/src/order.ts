import { CaError } from './ca-error.ts'
import type { Order } from './port.ts'
import { retryAfter } from './retry-after.ts'
import { OrderShape, shaped } from './shapes.ts'
import type { Answer } from './transport.ts'

/** RFC 8555 §7.1.3. A new order's URL is in `Location`; a known one's is what was asked. */
export function readOrder(answer: Answer, url: string, now: Date): Order {
  const { status, expires, identifiers, ...order } = shaped(OrderShape, answer)
  const asked = retryAfter(answer.header('retry-after'), now)
  return {
    ...{ url, status, names: identifiers.map(({ value }) => value) },
    ...{ authorizations: order.authorizations, finalize: order.finalize },
    ...(expires !== undefined && { expires: new Date(expires) }),
    ...(order.certificate !== undefined && { certificate: order.certificate }),
    ...(order.error && { error: order.error }),
    ...(asked && { retryAfter: asked }),
  }
}

/** Where the CA says that what it made is. */
export function location(answer: Answer, what: string): string {
  const url = answer.header('location')
  if (url === undefined)
    throw new CaError('ERR_CA_MALFORMED', `The CA does not say where the ${what} is.`)
  return new URL(url, answer.url).href
}
