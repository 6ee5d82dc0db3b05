import type { Orders } from './orders.ts'

const AT_ONCE = 200

/** Tells every order whose `nextAt` has come. This alone finishes every order, whatever the bus has forgotten. */
export async function sweep({ orders }: { orders: Orders }, signal: AbortSignal): Promise<void> {
  let found: number
  do {
    const due = await orders.due(AT_ONCE)
    await Promise.all(due.map(({ _id }) => orders.move(_id, { type: 'clock.due', data: {} })))
    found = due.length
  } while (found === AT_ONCE && !signal.aborted)
}
