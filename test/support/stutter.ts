import type { Bus, Delivery, Subscription } from '@certwire/bus'

/**
 * A bus that hands every message over twice, the second time late and out of order. What has to be true with it is
 * true with any bus that delivers at least once.
 */
export function stutter(bus: Bus, random: () => number): Bus {
  return {
    ...bus,
    subscribe: async ({ deliver, ...subscription }: Subscription) => {
      const late = new Set<NodeJS.Timeout>()
      const again = (delivery: Delivery, signal: AbortSignal) => {
        const timer = setTimeout(() => {
          late.delete(timer)
          void deliver({ ...delivery, attempt: delivery.attempt + 1 }, signal)
        }, random() * 60)
        late.add(timer)
      }
      const subscribed = await bus.subscribe({
        ...subscription,
        deliver: async (delivery, signal) => {
          const outcome = await deliver(delivery, signal)
          if (outcome.kind === 'ack') again(delivery, signal)
          return outcome
        },
      })
      return {
        close: async () => {
          for (const timer of late) clearTimeout(timer)
          await subscribed.close()
        },
      }
    },
  }
}
