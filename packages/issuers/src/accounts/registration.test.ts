import { CaError } from '@certwire/acme'
import { Secret } from '@certwire/secrets'
import { expect, test } from 'vitest'
import { aProblem } from '../fake-ca.ts'
import {
  account,
  hmacKey,
  issuer,
  lookUp,
  make,
  missing,
  now,
  plain,
  refusal,
  stage,
} from './test-registration.ts'

test('an account that is there is found, and the EAB is not used', async () => {
  const { register, kept } = await stage()

  expect(await register([account])).toEqual({ asked: [lookUp], result: account.url })
  expect(await kept()).toBeUndefined()
})

test('an account that is not there is made with the EAB, which is used from then on', async () => {
  const { register, kept } = await stage()

  expect(await register([missing, account])).toEqual({
    ...{ asked: [lookUp, make], result: account.url },
  })
  expect(await kept()).toMatchObject({
    ...{ state: 'used', claimedBy: 'key-1', accountUrl: account.url, usedAt: now.toISOString() },
  })
})

test('without an EAB it is made without', async () => {
  const { register } = await stage()

  expect(await register([missing, account], plain)).toEqual({
    ...{ asked: [lookUp, 'newAccount contact'], result: account.url },
  })
})

test('a CA that wants the EAB even for a look gets it with the real request', async () => {
  const { register } = await stage()

  const { asked, result } = await register([aProblem('externalAccountRequired', 403), account])

  expect([asked, result]).toEqual([[lookUp, make], account.url])
})

test('an EAB that another process has just used for the same key is no failure', async () => {
  const { register } = await stage()

  const { asked, result } = await register([missing, aProblem('unauthorized', 403), account])

  expect([asked, result]).toEqual([[lookUp, make, lookUp], account.url])
})

test('an EAB whose answer was lost belongs to its key, and is used when the account is there', async () => {
  const { register, kept } = await stage()
  const lost = new CaError('ERR_CA_TIMEOUT', 'late', { outcomeUnknown: true })
  await register([missing, lost])
  expect(await kept()).toMatchObject({ state: 'unused', claimedBy: 'key-1' })

  const other = await register([missing, account], issuer, 'key-2')
  const own = await register([account])

  expect([other.result, own.result]).toEqual(['ERR_EAB_USED', account.url])
  expect(await kept()).toMatchObject({ state: 'used', accountUrl: account.url })
})

test('a CA that has forgotten the account is told again with the same EAB, but for no other key', async () => {
  const { register } = await stage()
  await register([missing, account])

  const same = await register([missing, account])
  const other = await register([missing, account], issuer, 'key-2')

  expect([same, other]).toEqual([
    { asked: [lookUp, make], result: account.url },
    { asked: [lookUp], result: 'ERR_EAB_USED' },
  ])
})

test('an EAB that was added is used where the configured one is spent', async () => {
  const { register, eabs, kept } = await stage()
  await register([missing, account])
  await eabs.add(issuer, { kid: 'kid-2', hmacKey: hmacKey.reveal() })

  await register([missing, account], issuer, 'key-2')

  expect(await kept('kid-2')).toMatchObject({ state: 'used', claimedBy: 'key-2' })
})

test('an EAB that the CA has refused does not stand in the way of one that was added after it', async () => {
  const { eabs, register, kept } = await stage()
  await eabs.add(plain, { kid: 'kid-2', hmacKey: hmacKey.reveal() })
  await register([missing, refusal('unknown kid'), missing], plain)
  await eabs.add(plain, { kid: 'kid-3', hmacKey: hmacKey.reveal() })

  const { result } = await register([missing, account], plain)

  expect(result).toBe(account.url)
  expect(await kept('kid-2')).toMatchObject({ state: 'unused', refused: {} })
  expect(await kept('kid-3')).toMatchObject({ state: 'used' })
})

test('one that the CA takes for any number of accounts goes with every key', async () => {
  const { register, eabs } = await stage()
  await eabs.add(plain, { kid: 'kid-2', hmacKey: hmacKey.reveal(), reusable: true })
  await register([missing, account], plain)

  expect(await register([missing, account], plain, 'key-2')).toMatchObject({ result: account.url })
})

test('an EAB that has expired is never sent', async () => {
  const { register, eabs } = await stage()
  const expiresAt = now.toISOString()
  await eabs.add(plain, { kid: 'kid-2', hmacKey: hmacKey.reveal(), expiresAt })

  expect(await register([missing, account], plain)).toEqual({
    ...{ asked: [lookUp], result: 'ERR_EAB_EXPIRED' },
  })
})

test('a MAC key that is corrected is what is sent next', async () => {
  const { register, eabs, kept } = await stage()
  await register([missing, refusal('the MAC does not verify'), missing])
  const corrected = Secret.of(Buffer.alloc(32, 8).toString('base64url'))

  await register([missing, account], { ...issuer, eab: { kid: 'kid-1', hmacKey: corrected } })

  const eab = (await kept()) ?? expect.fail('no EAB is kept')
  expect(await eabs.hmacKeyOf(eab)).toBe(corrected.reveal())
  expect(eab.state).toBe('used')
})

test.each([
  [
    'a CA that wants one',
    [missing, aProblem('externalAccountRequired', 403), missing],
    'ERR_EAB_REQUIRED',
  ],
  ['a CA that does not take the key', [aProblem('unauthorized', 401)], 'ERR_ACCOUNT_REFUSED'],
  ['a CA that has revoked it', [{ ...account, status: 'revoked' }], 'ERR_ACCOUNT_REFUSED'],
  [
    'a CA that wants another contact',
    [missing, aProblem('invalidContact'), missing],
    'ERR_ACME_INVALID_CONTACT',
  ],
] as const)('%s says so by its own code', async (_, answers, code) => {
  const { register } = await stage()

  expect((await register(answers, plain)).result).toBe(code)
})
