import { setTimeout as sleep } from 'node:timers/promises'
import type { Bus, Delivery, Outcome, Subscription } from '@certwire/bus'

export interface StutteringBus extends Bus {
  /** Resolves when all that was said has been heard, and heard again. What is to be tried later is not waited for. */
  quiet(): Promise<void>
}

/** The order in which messages come has little to do with the order in which they were said. */
const SHUFFLED_WITHIN_MS = 3
/** Often the first run is still at it when the second begins. */
const REPEATED_WITHIN_MS = 15

/**
 * A bus that hands every message over twice and shuffles. What is true with it is true with any bus that delivers at
 * least once.
 */
export function stutter(bus: Bus, random: () => number): StutteringBus {
  let busy = 0
  const later = async (withinMs: number, run: () => Promise<Outcome>): Promise<Outcome> => {
    busy += 1
    try {
      await sleep(random() * withinMs)
      return await run()
    } finally {
      busy -= 1
    }
  }
  const subscribe = async ({ deliver, ...subscription }: Subscription) => {
    const repetitions = new Set<Promise<unknown>>()
    const repeat = (delivery: Delivery, signal: AbortSignal) => {
      const again = { ...delivery, attempt: delivery.attempt + 1 }
      const repetition = later(REPEATED_WITHIN_MS, () => deliver(again, signal)).finally(() =>
        repetitions.delete(repetition),
      )
      repetitions.add(repetition)
    }
    const twice: Subscription['deliver'] = (delivery, signal) => {
      repeat(delivery, signal)
      return later(SHUFFLED_WITHIN_MS, () => deliver(delivery, signal))
    }
    const subscribed = await bus.subscribe({ ...subscription, deliver: twice })
    return {
      close: async (giveUp?: AbortSignal) => {
        await subscribed.close(giveUp)
        await Promise.all(repetitions)
      },
    }
  }
  const quiet = async () => {
    // What was published a moment ago is handed over within a turn or two.
    for (let calm = 0; calm < 3; calm = busy === 0 ? calm + 1 : 0) await sleep(4)
  }
  return { ...bus, subscribe, quiet }
}
