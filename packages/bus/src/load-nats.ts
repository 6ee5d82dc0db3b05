import type { Bus } from './bus.ts'
import type { NatsBusOptions } from './nats.ts'

/** The client is loaded only here: a process whose messages stay in memory does not pay for it. */
export async function natsBus(options: NatsBusOptions): Promise<Bus> {
  const adapter = await import('./nats.ts')
  return adapter.natsBus(options)
}
