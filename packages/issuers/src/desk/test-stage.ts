import { randomBytes } from 'node:crypto'
import type { IssuerConfig } from '@certwire/config'
import type { Phase } from '@certwire/domain'
import { type SandboxCaOptions, startSandboxCa } from '@certwire/sandbox'
import { createSealer, localKek, Secret } from '@certwire/secrets'
import { sqliteStore } from '@certwire/store'
import { onTestFinished } from 'vitest'
import { accountIdOf, accounts } from '../accounts/account-documents.ts'
import { connectIssuers } from '../issuers.ts'
import { connectAccountDesk } from './account-desk.ts'

export const signal: AbortSignal = new AbortController().signal

export const macKey = (octet = 7): string => Buffer.alloc(32, octet).toString('base64url')

/** A CA whose EABs `kid-1` and `kid-2` go for one account each, a store, and a desk, which is another one each time. */
export async function stage(
  change: Partial<IssuerConfig> = {},
  ca: Partial<SandboxCaOptions> = {},
) {
  const key = { key: macKey(), isSingleUse: true }
  const eab = { 'kid-1': key, 'kid-2': key }
  const sandbox = await startSandboxCa({ dnsServers: [], eab, ...ca })
  onTestFinished(() => sandbox.close())
  const store = await sqliteStore({ file: ':memory:' })
  const sealer = createSealer([localKek(randomBytes(32))])
  const state = { now: Date.now(), open: 0, phase: 'proving' as Phase }
  const clock = () => new Date(state.now)
  const { directoryUrl: directory, tlsCaPem: tlsCa } = sandbox
  const own: IssuerConfig = {
    ...{ name: 'ca', contact: ['mailto:ops@example.com'], origins: [], directory, tlsCa },
    ...{ propagation: 'all', eab: { kid: 'kid-1', hmacKey: Secret.of(macKey()) } },
  }
  const configOf = (more: Partial<IssuerConfig>) => ({
    issuers: { ca: { ...own, ...change, ...more } },
    defaultIssuer: 'ca',
  })
  const desk = async (more: Partial<IssuerConfig> = {}) => {
    const connected = await connectAccountDesk({
      ...{ config: configOf(more), store, sealer, clock },
      ...{
        ordersIn: async (_, phases) => (phases.includes(state.phase) ? state.open : 0),
        noticed: async () => undefined,
      },
    })
    onTestFinished(connected.close)
    return connected
  }
  const issuers = async () => {
    const connected = await connectIssuers({ config: configOf({}), store, sealer, clock })
    onTestFinished(connected.close)
    return connected
  }
  const documents = await store.open(accounts)
  const account = () => documents.get(accountIdOf('ca', directory))
  return { ca: sandbox, state, desk, issuers, documents, account }
}

/** What a call ends with, if it does not end well. */
export const codeOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'it succeeded',
    ({ code }) => code,
  )
