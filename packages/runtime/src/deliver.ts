import type { Delivery, Outcome } from '@certwire/bus'
import { durableOf, type Message, stamp } from '@certwire/contracts'
import { backoff, MOST_ATTEMPTS } from './backoff.ts'
import { bury } from './dead-letters.ts'
import type { Handler } from './definition.ts'
import { orderOf } from './order-of.ts'
import { parse } from './parse.ts'
import type { Platform } from './platform.ts'
import { isDeclared, post } from './post.ts'
import { Reject } from './reject.ts'
import { unlessAborted } from './unless-aborted.ts'

/** What a process does with a message when it has to end: somebody else gets it at once. */
export const HAND_BACK: Outcome = { kind: 'nak', delayMs: 0 }

/**
 * One delivery, from bytes to outcome. An expected failure is a message like any other; trouble is tried again, a
 * bounded number of times; what can never work is filed at once. A handler that goes on after the signal is left alone.
 */
export function deliver<Deps>(
  service: string,
  handler: Handler<Deps>,
  deps: Deps,
  platform: Platform,
  delivery: Delivery,
  signal: AbortSignal,
): Promise<Outcome> {
  return unlessAborted(take(service, handler, deps, platform, delivery, signal), signal, HAND_BACK)
}

async function take<Deps>(
  service: string,
  handler: Handler<Deps>,
  deps: Deps,
  platform: Platform,
  delivery: Delivery,
  signal: AbortSignal,
): Promise<Outcome> {
  try {
    const message = parse(handler.contract, delivery)
    const drafts = await handler.handle(message, deps, signal)
    await post(platform.bus, drafts.map(stamped(service, handler, message, platform)))
    const { type, orderId } = message
    platform.log.debug({ type, orderId, attempt: delivery.attempt }, 'a message was handled')
    return { kind: 'ack' }
  } catch (error) {
    return signal.aborted ? HAND_BACK : trouble(service, handler, platform, delivery, error)
  }
}

/**
 * Ids follow from what came in and when it was handled: a message that is published twice has one id, and a second run,
 * which may have changed the world a second time, is a fact of its own. ADR-0009
 */
const stamped = <Deps>(
  service: string,
  handler: Handler<Deps>,
  cause: Message,
  { clock }: Platform,
) => {
  const time = clock()
  return (draft: Parameters<typeof stamp>[0], index: number): Message => {
    if (!isDeclared(handler.sends, draft))
      throw new Reject('ERR_NOT_DECLARED', `${service} may not send ${draft.type}`)
    return stamp(draft, {
      id: `${cause.id}.${draft.type}.${index}.${time.getTime()}`,
      source: `/certwire/${service}`,
      time,
      tenantId: cause.tenantId,
      causationId: cause.id,
    })
  }
}

async function trouble<Deps>(
  service: string,
  { contract }: Handler<Deps>,
  { bus, clock, log, random }: Platform,
  delivery: Delivery,
  error: unknown,
): Promise<Outcome> {
  const { attempt, body } = delivery
  const again: Outcome = { kind: 'nak', delayMs: backoff(attempt, random) }
  const final = error instanceof Reject || attempt >= MOST_ATTEMPTS
  const seen = { type: contract.type, orderId: orderOf(body), attempt, ...reasonOf(error) }
  log.warn({ ...seen, final }, 'a message was not handled')
  if (!final) return again
  try {
    const durable = durableOf(service, contract)
    await bury(bus, delivery, { service, durable, at: clock(), ...reasonOf(error) })
    return { kind: 'term' }
  } catch (unfiled) {
    log.error({ ...seen, err: unfiled }, 'a dead letter could not be filed')
    return again
  }
}

const CODE = /^[A-Z][A-Z0-9_]{1,63}$/

function reasonOf(error: unknown): { code: string; reason: string } {
  if (!(error instanceof Error)) return { code: 'ERR_UNKNOWN', reason: 'Something was thrown.' }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const reason = (error.message || error.name).slice(0, 2000)
  return { code: CODE.test(code) ? code : 'ERR_UNEXPECTED', reason }
}
