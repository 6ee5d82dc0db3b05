import type { Delivery, Outcome, Subscription } from './bus.ts'

const retryMs = 5000

/** `deliver` must not throw; a message whose handler did is tried again, so that one mistake does not stop the rest. */
export async function checkedDeliver(
  { deliver }: Subscription,
  delivery: Delivery,
  signal: AbortSignal,
): Promise<Outcome> {
  try {
    return await deliver(delivery, signal)
  } catch {
    return { kind: 'nak', delayMs: retryMs }
  }
}
