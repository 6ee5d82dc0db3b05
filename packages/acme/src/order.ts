import { isIP } from 'node:net'
import { retryAfter } from '@certwire/http'
import { z } from 'zod'
import { type Answer, location } from './answer.ts'
import { CaError } from './ca-error.ts'
import { pemToDer } from './pem.ts'
import type { Directory, FinalizedOrder, Order, OrderOptions } from './port.ts'
import type { Session } from './session.ts'
import { ErrorDocument, Identifier, Instant, shaped, Url } from './shaped.ts'

/** More than any CA takes in one order. */
const MOST = 200
const RECENT_MS = 60_000

const OrderShape = z.object({
  status: z.enum(['pending', 'ready', 'processing', 'valid', 'invalid']),
  expires: Instant,
  identifiers: z.array(Identifier).max(MOST),
  authorizations: z.array(Url).max(MOST),
  finalize: Url,
  certificate: Url.optional(),
  error: ErrorDocument.optional(),
})

/** RFC 8555 §7.4. Success is 201, and 200 at CAs that give an order which is there already. */
export async function placeOrder(
  session: Session,
  names: readonly string[],
  wishes: OrderOptions,
  signal: AbortSignal,
): Promise<Order> {
  const directory = await directoryWith(session, wishes, signal)
  const payload = orderPayload(names, wishes, directory)
  const answer = await session.post(directory.newOrder, { endpoint: 'newOrder', payload, signal })
  const url = session.origins.check(location(answer, 'order'))
  return { url, ...readOrder(answer, session) }
}

/** A profile may be newer than the directory that is kept. */
async function directoryWith(
  { directory }: Session,
  { profile }: OrderOptions,
  signal: AbortSignal,
): Promise<Directory> {
  const kept = await directory(signal)
  const isThere = profile === undefined || Object.hasOwn(kept.profiles ?? {}, profile)
  return isThere ? kept : directory(signal, RECENT_MS)
}

export async function getOrder(session: Session, url: string, signal: AbortSignal): Promise<Order> {
  const answer = await session.post(url, { signal })
  return { url: answer.url, ...readOrder(answer, session) }
}

export async function finalizeOrder(
  session: Session,
  url: string,
  pem: string,
  signal: AbortSignal,
): Promise<FinalizedOrder> {
  const csr = pemToDer(pem, 'CERTIFICATE REQUEST')
  return readOrder(await session.post(url, { payload: { csr }, signal }), session)
}

/** RFC 8555 §7.1.3, with URLs that may be asked. Its own URL is not in it. */
function readOrder(answer: Answer, { origins, clock }: Session): FinalizedOrder {
  const { status, expires, identifiers, ...order } = shaped(OrderShape, answer)
  const asked = retryAfter(answer.header('retry-after'), clock())
  return {
    ...{ status, names: identifiers.map(({ value }) => value) },
    authorizations: order.authorizations.map(origins.check),
    finalize: origins.check(order.finalize),
    ...(expires && { expires }),
    ...(order.certificate !== undefined && { certificate: origins.check(order.certificate) }),
    ...(order.error && { error: order.error }),
    ...(asked && { retryAfter: asked }),
  }
}

/** RFC 8555 §7.4, with `replaces` of RFC 9773 §5 and `profile` of draft-ietf-acme-profiles as far as the CA has them. */
function orderPayload(
  names: readonly string[],
  { replaces, profile, notBefore, notAfter }: OrderOptions,
  { renewalInfo, profiles = {} }: Directory,
): object {
  if (profile !== undefined && !Object.hasOwn(profiles, profile))
    throw new CaError(
      'ERR_CA_PROFILE_UNKNOWN',
      `The CA has no profile of this name; it has ${Object.keys(profiles).join(', ') || 'none'}.`,
    )
  return {
    // RFC 8738 §3: an address is an identifier of its own type.
    identifiers: names.map((value) => ({ type: isIP(value) ? 'ip' : 'dns', value })),
    // RFC 9773 §5: not at a CA without renewal information.
    ...(replaces !== undefined && renewalInfo !== undefined && { replaces }),
    ...(profile !== undefined && { profile }),
    ...(notBefore !== undefined && { notBefore: instant(notBefore) }),
    ...(notAfter !== undefined && { notAfter: instant(notAfter) }),
  }
}

/** RFC 3339. Whole seconds: some CAs read no others. */
const instant = (at: Date | string): string =>
  typeof at === 'string' ? at : at.toISOString().replace(/\.\d{3}Z$/, 'Z')
