import { type SandboxHvcaOptions, startSandboxHvca } from '@certwire/sandbox'
import { onTestFinished } from 'vitest'
import { now as noon } from '../test-stage.ts'
import { connectHvcaAccounts } from './hvca.ts'

const secret = (text: string) => ({ reveal: () => text })

/** The accounts of two issuers, of which `atlas` has HVCA, at a stub and with a log that can be seen. */
export async function hvcaStage(options: SandboxHvcaOptions = {}) {
  const state = { now: noon.getTime() }
  const clock = () => new Date(state.now)
  const stub = await startSandboxHvca({ ...options, clock })
  const logged: Record<string, unknown>[] = []
  const write = (line: Record<string, unknown>) => void logged.push(line)
  const log = { info: write, warn: write } as never
  const hvca = {
    ...{ url: stub.endpoint, clientCertificate: stub.clientCertificatePem, tlsCa: stub.tlsCaPem },
    ...{ apiKey: secret(stub.apiKey), apiSecret: secret(stub.apiSecret) },
    clientKey: secret(stub.clientKeyPem),
  }
  const issuers = { atlas: { name: 'atlas', hvca }, other: { name: 'other' } }
  // Of the configuration nothing but the issuers is read.
  const accounts = connectHvcaAccounts({ config: { issuers } as never, clock, log })
  onTestFinished(async () => {
    await accounts.close()
    await stub.close()
  })
  const asked = (operation: string) =>
    stub.calls.filter((one) => one.operation === operation).length
  return { ...{ stub, accounts, clock, logged, log, state, asked } }
}

export const inDays = (days: number): Date => new Date(noon.getTime() + days * 86_400_000)
