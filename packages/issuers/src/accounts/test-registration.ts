import { randomBytes } from 'node:crypto'
import { AcmeProblem } from '@certwire/acme'
import type { IssuerConfig } from '@certwire/config'
import { createSealer, localKek, Secret } from '@certwire/secrets'
import { sqliteStore } from '@certwire/store'
import { eabs as definition, eabIdOf } from '../eabs/eab-documents.ts'
import { connectEabs } from '../eabs/eabs.ts'
import { type Answers, aProblem, fakeCa } from '../fake-ca.ts'
import { registered } from './registration.ts'

export const now = new Date('2026-11-24T12:00:00.000Z')
const clock = () => now
export const hmacKey = Secret.of(Buffer.alloc(32, 7).toString('base64url'))
const directory = 'https://ca.example/directory'
export const issuer: IssuerConfig = {
  ...{ name: 'ca', directory, origins: [], propagation: 'all' },
  ...{ contact: ['mailto:ops@example.com'], eab: { kid: 'kid-1', hmacKey } },
}
const { eab: _, ...withoutEab } = issuer
export const plain: IssuerConfig = withoutEab
export const account = {
  url: 'https://ca.example/account/1',
  status: 'valid',
  contact: [],
} as const
export const missing: AcmeProblem = aProblem('accountDoesNotExist')
export const lookUp = 'newAccount contact,onlyReturnExisting'
export const make = 'newAccount contact,eab'

/** A CA that wants something of a binding, and says so in these words. */
export const refusal = (detail: string, kind = 'unauthorized'): AcmeProblem =>
  new AcmeProblem(
    { url: 'https://ca.example/new-account', status: 403 },
    { type: `urn:ietf:params:acme:error:${kind}`, detail, subproblems: [] },
  )

/** A store of EABs, and a CA with which an account key registers. */
export async function stage() {
  const store = await sqliteStore({ file: ':memory:' })
  const sealer = createSealer([localKek(randomBytes(32))])
  const eabs = connectEabs({ collection: await store.open(definition), sealer, clock })
  const register = async (answers: Answers['newAccount'], config = issuer, key = 'key-1') => {
    const { issuers, asked } = fakeCa({ newAccount: answers ?? [] })
    const { acme } = await issuers.open('ca')
    const signal = new AbortController().signal
    const result = await registered({ acme, eabs, clock }, config, key, signal).then(
      ({ url }) => url,
      ({ code }) => code,
    )
    return { asked, result }
  }
  const kept = (kid = 'kid-1') => eabs.get(eabIdOf(directory, kid))
  return { eabs, register, kept }
}
