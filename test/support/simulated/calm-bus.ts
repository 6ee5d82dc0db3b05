import { setImmediate as turn } from 'node:timers/promises'
import { memoryBus } from '@certwire/bus'
import type { Platform } from '@certwire/runtime'

type Bus = Platform['bus']
type Packet = Parameters<Bus['publish']>[0][number]
type Subscription = Parameters<Bus['subscribe']>[0]

/** A bus in memory that knows when nothing is under way, and loses what it is told to. */
export interface CalmBus extends Bus {
  /** Resolves when everything that was said has been handled. */
  calm(): Promise<void>
}

/** What was published is handed over within so many turns. */
const TURNS = 4

export function calmBus(clock: () => Date, isLost: (packet: Packet) => boolean): CalmBus {
  const bus = memoryBus({ clock })
  let busy = 0
  /** Handled so far: what begins and ends within a turn is seen by it. */
  let handled = 0
  const counted =
    (deliver: Subscription['deliver']): Subscription['deliver'] =>
    async (delivery, signal) => {
      busy += 1
      try {
        return await deliver(delivery, signal)
      } finally {
        busy -= 1
        handled += 1
      }
    }
  return {
    ...bus,
    publish: (packets) => bus.publish(packets.filter((packet) => !isLost(packet))),
    subscribe: ({ deliver, ...seat }) => bus.subscribe({ ...seat, deliver: counted(deliver) }),
    calm: async () => {
      let seen = handled
      for (let idle = 0; idle < TURNS; seen = handled) {
        await turn()
        idle = busy === 0 && handled === seen ? idle + 1 : 0
      }
    },
  }
}
