import type { IssuerConfig } from '@certwire/config'
import { Secret } from '@certwire/secrets'
import { describe, expect, test } from 'vitest'
import { type Answers, aProblem, fakeCa } from './fake-ca.ts'
import { registered } from './registration.ts'

const eab = { kid: 'kid-1', hmacKey: Secret.of(Buffer.alloc(32, 7).toString('base64url')) }
const issuer: IssuerConfig = {
  ...{ name: 'ca', directory: 'https://ca.example/directory', origins: [], propagation: 'all' },
  ...{ contact: ['mailto:ops@example.com'], eab },
}
const account = { url: 'https://ca.example/account/1', status: 'valid', contact: [] } as const
const missing = aProblem('accountDoesNotExist')
const lookUp = 'newAccount contact,onlyReturnExisting'
const make = 'newAccount contact,eab'

async function register(answers: Answers['newAccount'], config = issuer) {
  const { issuers, asked } = fakeCa({ newAccount: answers ?? [] })
  const { acme } = await issuers.open('ca')
  const result = registered(acme, config, new AbortController().signal)
  return { asked, result: await result.catch((error) => error.code) }
}

test('an account that is there is found, and the EAB is not used', async () => {
  expect(await register([account])).toEqual({ asked: [lookUp], result: account.url })
})

test('an account that is not there is made with the EAB', async () => {
  expect(await register([missing, account])).toEqual({
    ...{ asked: [lookUp, make], result: account.url },
  })
})

test('without an EAB it is made without', async () => {
  const { eab: _, ...plain } = issuer

  expect(await register([missing, account], plain)).toEqual({
    ...{ asked: [lookUp, 'newAccount contact'], result: account.url },
  })
})

test('a CA that wants the EAB even for a look gets it with the real request', async () => {
  const { asked, result } = await register([aProblem('externalAccountRequired', 403), account])

  expect([asked, result]).toEqual([[lookUp, make], account.url])
})

test('an EAB that another process has just used for the same key is no failure', async () => {
  const { asked, result } = await register([missing, aProblem('unauthorized', 403), account])

  expect([asked, result]).toEqual([[lookUp, make, lookUp], account.url])
})

describe('what the CA has against it is thrown on', () => {
  test.each([
    ['an EAB that is no good', [missing, aProblem('unauthorized', 403), missing]],
    ['a CA that refuses to look', [aProblem('unauthorized', 403)]],
  ])('%s', async (_, answers) => {
    expect((await register(answers)).result).toBe('ERR_ACME_UNAUTHORIZED')
  })
})
