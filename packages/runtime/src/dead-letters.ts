import { type Bus, BusError, type Delivery } from '@certwire/bus'
import { type DeadLetter, deadSubjectOf } from '@certwire/contracts'
import { orderOf } from './order-of.ts'

const LONGEST_BODY = 1_000_000
const LONGEST_SUBJECT = 300

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
    subject: delivery.subject.slice(0, LONGEST_SUBJECT),
    body: delivery.body,
    code: cause.code,
    reason: cause.reason,
    attempts: delivery.attempt,
    at: cause.at.toISOString(),
  }
  const { length } = delivery.body
  await file(bus, length > LONGEST_BODY ? cut(letter, LONGEST_BODY) : letter)
}

/** A message as large as the bus takes does not fit into a letter that quotes it. */
async function file(bus: Bus, letter: DeadLetter): Promise<void> {
  const subject = deadSubjectOf(letter.service, letter.orderId)
  try {
    await bus.publish([{ subject, id: letter.id, body: JSON.stringify(letter) }])
  } catch (error) {
    const tooLarge = error instanceof BusError && error.code === 'ERR_BUS_TOO_LARGE'
    if (!tooLarge || letter.body === '') throw error
    await file(bus, cut(letter, Math.floor(letter.body.length / 2)))
  }
}

const cut = (letter: DeadLetter, length: number): DeadLetter => ({
  ...letter,
  // Half of a surrogate pair is no text that a store would take.
  body: letter.body.slice(0, length).toWellFormed(),
  truncated: true,
})
