import { afterEach } from 'vitest'
import type { Bus } from './bus.ts'
import type { Start } from './suite/bench.ts'
import { closingSuite } from './suite/closing.suite.ts'
import { deliverySuite } from './suite/delivery.suite.ts'
import { outcomesSuite } from './suite/outcomes.suite.ts'
import { publishingSuite } from './suite/publishing.suite.ts'

export interface BusUnderTest {
  /** A connected bus with a stream for `suite.>`. */
  readonly connect: () => Promise<Bus>
  /** By then a message that was neither acked nor termed has certainly come again. */
  readonly redeliveredWithinMs: number
}

let serial = 0

/** What every bus promises. `make` is called once per test. */
export function busSuite(make: () => Promise<BusUnderTest>): void {
  const open: Bus[] = []

  const start: Start = async () => {
    const { connect, redeliveredWithinMs } = await make()
    const bus = await connect()
    open.push(bus)
    serial += 1
    const id = `${Date.now().toString(36)}${serial}`
    return { bus, redeliveredWithinMs, root: `suite.${id}`, durable: `suite_${id}` }
  }

  afterEach(async () => {
    await Promise.all(open.splice(0).map((bus) => bus.close(AbortSignal.abort())))
  })

  deliverySuite(start)
  outcomesSuite(start)
  publishingSuite(start)
  closingSuite(start)
}
