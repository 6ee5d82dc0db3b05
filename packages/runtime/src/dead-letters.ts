import type { Bus, Delivery } from '@certwire/bus'
import { type DeadLetter, deadSubjectOf, OrderId } from '@certwire/contracts'
import { z } from 'zod'

const LONGEST_BODY = 1_000_000

interface Cause {
  readonly service: string
  readonly durable: string
  readonly code: string
  readonly reason: string
  readonly at: Date
}

/** Files what nobody could handle. Resolves when it is stored; only then may the message itself be given up. */
export async function bury(bus: Bus, delivery: Delivery, cause: Cause): Promise<void> {
  const orderId = orderOf(delivery.body)
  const letter: DeadLetter = {
    id: `dead.${cause.durable}.${delivery.storedId}`,
    service: cause.service,
    ...(orderId !== undefined && { orderId }),
    subject: delivery.subject,
    body: delivery.body.slice(0, LONGEST_BODY),
    code: cause.code,
    reason: cause.reason.slice(0, 2000),
    attempts: delivery.attempt,
    at: cause.at.toISOString(),
  }
  const subject = deadSubjectOf(cause.service, orderId)
  await bus.publish([{ subject, id: letter.id, body: JSON.stringify(letter) }])
}

const Owned = z.object({ orderid: OrderId })

/** Finds the order if the message, however broken, still names one. */
function orderOf(body: string): OrderId | undefined {
  try {
    return Owned.parse(JSON.parse(body)).orderid
  } catch {
    return undefined
  }
}
