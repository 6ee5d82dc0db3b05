import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { load, wrong } from './test-folder.ts'

const hmacKey = randomBytes(32).toString('base64url')
const le = { CERTWIRE_DEFAULT_ISSUER: 'letsencrypt' }
const pair = (prefix: string) => ({
  [`${prefix}EAB_KID`]: `kid of ${prefix}`,
  [`${prefix}EAB_HMAC_KEY`]: hmacKey,
})
const [plain, sandbox, prod] = [pair(''), pair('SANDBOX_'), pair('PROD_')]
const kid = async (env: Record<string, string>, yaml = '{}') =>
  (await load({ env: { ...le, ...env }, yaml })).issuers.letsencrypt?.eab?.kid
const found = (env: Record<string, string>, yaml = '{}') => wrong({ env: { ...le, ...env }, yaml })

describe('CERTWIRE_ENV', () => {
  test.each([
    ['sandbox', { ...plain, ...sandbox, ...prod }, 'kid of SANDBOX_'],
    ['production', { ...plain, ...sandbox, ...prod }, 'kid of PROD_'],
    ['production', { ...plain, ...sandbox }, 'kid of '],
    ['sandbox', {}, undefined],
  ])('%s with %j chooses %s', async (name, env, expected) => {
    expect(await kid({ ...env, CERTWIRE_ENV: name })).toBe(expected)
  })

  test.each([
    ['staging', 'CERTWIRE_ENV ERR_CONFIG_INVALID'],
    ['Production', 'CERTWIRE_ENV ERR_CONFIG_INVALID'],
    ['constructor', 'CERTWIRE_ENV ERR_CONFIG_INVALID'],
    ['', 'CERTWIRE_ENV ERR_CONFIG_EMPTY'],
  ])('"%s" is none', async (name, expected) => {
    expect(await found({ ...sandbox, ...prod, CERTWIRE_ENV: name })).toEqual([expected])
  })

  test('that names a pair which is not there does not take the other', async () => {
    expect(await found({ ...sandbox, CERTWIRE_ENV: 'production' })).toEqual([
      'PROD_EAB_KID ERR_CONFIG_MISSING',
    ])
  })

  test('leaves what the file has, where only the other pair is there', async () => {
    const yaml = JSON.stringify({ issuers: { letsencrypt: { eab: { kid: 'filed', hmacKey } } } })

    expect(await kid({ ...sandbox, CERTWIRE_ENV: 'production' }, yaml)).toBe('filed')
  })
})

describe('without CERTWIRE_ENV', () => {
  test.each([
    ['the pair without a prefix', { ...plain, ...sandbox, ...prod }, 'kid of '],
    ['the only pair', sandbox, 'kid of SANDBOX_'],
    ['the only pair', prod, 'kid of PROD_'],
  ])('%s counts', async (_, env, expected) => {
    expect(await kid(env)).toBe(expected)
  })

  test('of two pairs none is taken in silence', async () => {
    expect(await found({ ...sandbox, ...prod })).toEqual(['CERTWIRE_ENV ERR_CONFIG_MISSING'])
  })
})

test.each([
  [{ PROD_EAB_KID: 'k' }, 'PROD_EAB_HMAC_KEY'],
  [{ PROD_EAB_HMAC_KEY: hmacKey }, 'PROD_EAB_KID'],
  [{ ...plain, PROD_EAB_KID: 'k' }, 'PROD_EAB_HMAC_KEY'],
])('half a pair is not made whole by another: %j', async (env, missing) => {
  expect(await found({ ...env, CERTWIRE_ENV: 'production' })).toEqual([
    `${missing} ERR_CONFIG_MISSING`,
  ])
})

test('either half may be in a file', async () => {
  const env = {
    ...le,
    CERTWIRE_ENV: 'sandbox',
    SANDBOX_EAB_KID: 'k',
    SANDBOX_EAB_HMAC_KEY_FILE: 'm',
  }

  const { issuers } = await load({ env, files: { m: `${hmacKey}\n` } })

  expect(issuers.letsencrypt?.eab?.hmacKey.reveal()).toBe(hmacKey)
})

test('the sandbox takes none of them either', async () => {
  expect(await wrong({ env: { ...sandbox } })).toEqual(['SANDBOX_EAB_KID ERR_CONFIG_SANDBOX'])
})
