import type { ServerResponse } from 'node:http'
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
  /** Of the CA. */
  readonly origin: string
  /** The CA answers this to whatever is asked of the path. */
  answer(path: string, say: (response: ServerResponse) => unknown): void
  close(): Promise<void>
}

/** A CA that does what a test wants, and our client with an account there. */
export async function stage(
  timeouts: Timeouts = { connectMs: 2000, totalMs: 5000 },
): Promise<Stage> {
  const ca = await startHostileCa()
  const { origin } = new URL(ca.directory)
  const acme = connectAcme({
    ...{ directory: ca.directory, tlsCa: ca.tlsCa, accountKey: generateAccountKey() },
    accountUrl: `${origin}/account/1`,
    ...{ userAgent: 'certwire-test/1', clock: () => now, timeouts },
  })
  return {
    ...{ ca, acme, origin },
    answer: (path, say) =>
      ca.misbehave((asked, response) => {
        if (asked.path !== path) return false
        say(response)
        return true
      }),
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

/** An RFC 8555 problem document as it travels. */
export const problem = (kind: string, detail = 'no'): string =>
  JSON.stringify({ type: `urn:ietf:params:acme:error:${kind}`, detail })

/** Nobody reads what is in it. */
export const CSR = '-----BEGIN CERTIFICATE REQUEST-----\nMA==\n-----END CERTIFICATE REQUEST-----\n'
