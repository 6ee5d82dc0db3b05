import type { Delivery, Outcome } from '@certwire/bus'
import { durableOf, type Message, stamp } from '@certwire/contracts'
import { backoff, MOST_ATTEMPTS } from './backoff.ts'
import { bury } from './dead-letters.ts'
import type { Handler } from './definition.ts'
import { parse } from './parse.ts'
import type { Platform } from './platform.ts'
import { isDeclared, post } from './post.ts'
import { Reject } from './reject.ts'

/**
 * One delivery, from bytes to outcome. An expected failure is a message like any other; trouble is tried again, a
 * bounded number of times; what can never work is filed at once.
 */
export async function deliver<Deps>(
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
    return { kind: 'ack' }
  } catch (error) {
    return trouble(service, handler, platform, delivery, error)
  }
}

/** Ids follow from what came in, so that a repeated run repeats them. */
const stamped =
  <Deps>(service: string, handler: Handler<Deps>, cause: Message, { clock }: Platform) =>
  (draft: Parameters<typeof stamp>[0], index: number): Message => {
    if (!isDeclared(handler.sends, draft))
      throw new Reject('ERR_NOT_DECLARED', `${service} may not send ${draft.type}`)
    return stamp(draft, {
      id: `${cause.id}.${draft.type}.${index}`,
      source: `/certwire/${service}`,
      time: clock(),
      tenantId: cause.tenantId,
      causationId: cause.id,
    })
  }

async function trouble<Deps>(
  service: string,
  { contract }: Handler<Deps>,
  { bus, clock, log, random }: Platform,
  delivery: Delivery,
  error: unknown,
): Promise<Outcome> {
  const { attempt } = delivery
  const again: Outcome = { kind: 'nak', delayMs: backoff(attempt, random) }
  const cause = { service, durable: durableOf(service, contract), at: clock(), ...reasonOf(error) }
  const final = error instanceof Reject || attempt >= MOST_ATTEMPTS
  log.warn({ type: contract.type, attempt, ...cause, final }, 'a message was not handled')
  if (!final) return again
  try {
    await bury(bus, delivery, cause)
    return { kind: 'term' }
  } catch (unfiled) {
    log.error({ service, err: unfiled }, 'a dead letter could not be filed')
    return again
  }
}

function reasonOf(error: unknown): { code: string; reason: string } {
  if (!(error instanceof Error)) return { code: 'ERR_UNKNOWN', reason: 'Something was thrown.' }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'ERR_UNEXPECTED'
  return { code, reason: error.message || error.name }
}
