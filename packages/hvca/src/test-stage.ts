import { type SandboxHvcaOptions, startSandboxHvca } from '@certwire/sandbox'
import { onTestFinished } from 'vitest'
import { connectHvca, type HvcaOptions } from './connect.ts'
import type { HvcaError } from './hvca-error.ts'

export const signal: AbortSignal = new AbortController().signal

/** A stub with a clock that can be put forward, and a connection to it. */
export async function stage(
  options: SandboxHvcaOptions = {},
  different: Partial<HvcaOptions> = {},
) {
  let now = new Date('2026-11-24T12:00:00Z').getTime()
  const clock = () => new Date(now)
  const stub = await startSandboxHvca({ ...options, clock })
  const hvca = connectHvca({
    ...{ url: stub.endpoint, apiKey: stub.apiKey, apiSecret: stub.apiSecret, clock },
    ...{ clientCertificate: stub.clientCertificatePem, clientKey: stub.clientKeyPem },
    ...{ tlsCa: stub.tlsCaPem, ...different },
  })
  onTestFinished(async () => {
    await hvca.close()
    await stub.close()
  })
  return {
    ...{ stub, hvca, clock },
    pass: (ms: number) => {
      now += ms
    },
    asked: () => stub.calls.map(({ operation, outcome }) => `${operation} ${outcome}`),
  }
}

/** What a call rejects with. */
export const refusal = (call: Promise<unknown>): Promise<HvcaError> =>
  call.then(
    () => {
      throw new Error('it was not refused')
    },
    (error: HvcaError) => error,
  )
