import { type HostileCa, startHostileCa } from '@certwire/testkit'
import { generateAccountKey } from './account-key.ts'
import { connectAcme } from './connect.ts'
import type { AcmePort } from './port.ts'
import type { Timeouts } from './transport.ts'

export const signal: AbortSignal = new AbortController().signal
export const now = new Date('2026-11-24T12:00:00.000Z')

export interface Stage {
  readonly ca: HostileCa
  readonly acme: AcmePort
  close(): Promise<void>
}

/** A CA that does what a test wants, and our client with an account there. */
export async function stage(
  timeouts: Timeouts = { connectMs: 2000, totalMs: 5000 },
): Promise<Stage> {
  const ca = await startHostileCa()
  const acme = connectAcme({
    ...{ directory: ca.directory, tlsCa: ca.tlsCa, accountKey: generateAccountKey() },
    accountUrl: `${new URL(ca.directory).origin}/account/1`,
    ...{ userAgent: 'certwire-test/1', clock: () => now, timeouts },
  })
  return {
    ...{ ca, acme },
    close: async () => {
      await acme.close()
      await ca.close()
    },
  }
}

/** What a call ends with, if it does not end well. */
export const failureOf = (call: Promise<unknown>): Promise<Record<string, unknown>> =>
  call.then(
    () => ({ code: 'it succeeded' }),
    (error) => error,
  )
