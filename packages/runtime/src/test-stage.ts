import { type Bus, memoryBus } from '@certwire/bus'
import {
  ChallengeCleanedUp,
  CleanUpChallenge,
  encode,
  OrderId,
  stamp,
  subjectOf,
  TenantId,
} from '@certwire/contracts'
import { Secret } from '@certwire/secrets'
import { sqliteStore } from '@certwire/store'
import { onTestFinished } from 'vitest'
import { on } from './definition.ts'
import { createLog } from './log.ts'
import type { Platform } from './platform.ts'
import { run } from './run.ts'
import { type Service, service } from './service.ts'

const orderId = OrderId.parse('ord_1')
const records = [{ name: '_acme-challenge.a.example', value: 'v'.repeat(43) }]
const tenantId = TenantId.parse('default')

export async function stage() {
  const bus = memoryBus()
  const store = await sqliteStore({ file: ':memory:' })
  const lines: Record<string, unknown>[] = []
  const platform = {
    ...{ bus, store, clock: () => new Date(0), random: () => 0 },
    log: createLog('info', { write: (line) => void lines.push(JSON.parse(line)) }),
    config: { http: { host: '127.0.0.1', port: 0 } },
  } as unknown as Platform
  onTestFinished(async () => {
    await bus.close(AbortSignal.abort())
    await store.close()
  })
  return { bus, platform, lines }
}

export const running = (services: Service[], platform: Platform) =>
  run(services, platform, Secret.of('t0ken'))

/** Something to do for a service that cleans up. */
export function send(bus: Bus, id = 'ord_1.1.0') {
  const message = stamp(CleanUpChallenge(orderId, { generation: 1, records }), {
    ...{ id, source: 'test', time: new Date(0), tenantId },
  })
  return bus.publish([{ subject: subjectOf(CleanUpChallenge, message), id, body: encode(message) }])
}

/** A service that says when it began, and then does as it is told. */
export function worker(work: (signal: AbortSignal) => Promise<void>) {
  const began = Promise.withResolvers<void>()
  const seen: string[] = []
  const solver = service({
    name: 'solver',
    connect: async () => ({}),
    handlers: [
      on(CleanUpChallenge, [ChallengeCleanedUp], async (_message, _deps, signal) => {
        seen.push('began')
        began.resolve()
        await work(signal)
        seen.push('ended')
        return []
      }),
    ],
    close: async () => void seen.push('closed'),
  })
  return { solver, began: began.promise, seen }
}
