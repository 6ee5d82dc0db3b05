import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { builtinIssuers } from './builtin-issuers.ts'
import { load, wrong } from './test-folder.ts'

const eab = { kid: 'kid-1', hmacKey: randomBytes(32).toString('base64url') }
const contact = ['mailto:ops@example.com']
const issuing = (issuers: object, defaultIssuer: string = Object.keys(issuers)[0] ?? '') =>
  JSON.stringify({ defaultIssuer, issuers })

test('the built-in issuers are what users expect', () => {
  const known = Object.entries(builtinIssuers).map(([name, { directory, needs }]) =>
    [name, directory, ...needs].join(' '),
  )

  expect(known).toEqual([
    'sandbox ',
    'globalsign-atlas https://emea.acme.atlas.globalsign.com/directory eab contact',
    'letsencrypt https://acme-v02.api.letsencrypt.org/directory',
    'letsencrypt-staging https://acme-staging-v02.api.letsencrypt.org/directory',
    'zerossl https://acme.zerossl.com/v2/DV90 eab',
    'google https://dv.acme-v02.api.pki.goog/directory eab',
  ])
})

describe('a CA’s needs', () => {
  test.each([
    ['globalsign-atlas', {}, ['contact']],
    ['globalsign-atlas', { eab, contact: [] }, ['contact']],
    ['globalsign-atlas', { eab, contact }, []],
    ['zerossl', {}, []],
    ['google', { eab }, []],
    ['letsencrypt', {}, []],
    ['letsencrypt-staging', {}, []],
  ])('of %s with %j: %j are missing', async (name, issuer, missing) => {
    expect((await wrong({ yaml: issuing({ [name]: issuer }) })).sort()).toEqual(
      missing.map((key) => `issuers.${name}.${key} ERR_CONFIG_MISSING`),
    )
  })

  test.each([
    ['zerossl', {}, true],
    ['zerossl', { eab }, undefined],
    ['letsencrypt', {}, undefined],
  ])('of %s with %j: whether its EAB has to be in the store: %j', async (name, issuer, lacks) => {
    const { issuers } = await load({ yaml: issuing({ [name]: issuer }) })

    expect(issuers[name]?.lacksEab).toBe(lacks)
  })

  test('are those of the built-in issuer that one extends', async () => {
    const { issuers } = await load({
      yaml: issuing({ team: { extends: 'globalsign-atlas', eab, contact } }),
    })

    expect(issuers.team).toMatchObject({
      name: 'team',
      directory: 'https://emea.acme.atlas.globalsign.com/directory',
    })
  })

  test('and its directory may be another, as one of a different region', async () => {
    const directory = 'https://apac.acme.example/directory'
    const issuer = { extends: 'globalsign-atlas', directory, eab, contact }

    const { issuers } = await load({ yaml: issuing({ team: issuer }) })

    expect(issuers.team?.directory).toBe(directory)
  })

  test('a CA of one’s own needs a directory', async () => {
    expect(await wrong({ yaml: issuing({ own: { contact } }) })).toEqual([
      'issuers.own.directory ERR_CONFIG_MISSING',
    ])
  })
})

describe('the default issuer', () => {
  test('is one that there is', async () => {
    expect(await wrong({ yaml: issuing({ zerossl: { eab } }, 'zerosl') })).toEqual([
      'defaultIssuer ERR_CONFIG_ISSUER',
    ])
  })

  test('that is written wrongly is not told to be missing as well', async () => {
    expect(await wrong({ yaml: issuing({ own: 'https://ca.example' }) })).toEqual([
      'issuers.own ERR_CONFIG_INVALID',
    ])
  })

  test('is not the sandbox by mistake, when a CA is there', async () => {
    expect(await wrong({ yaml: JSON.stringify({ issuers: { letsencrypt: {} } }) })).toEqual([
      'defaultIssuer ERR_CONFIG_MISSING',
    ])
  })

  test('may be the sandbox beside a CA, by name', async () => {
    const { issuers } = await load({ yaml: issuing({ letsencrypt: {} }, 'sandbox') })

    expect(Object.keys(issuers).sort()).toEqual(['letsencrypt', 'sandbox'])
  })
})

test('the sandbox takes no settings, and nobody extends it', async () => {
  const yaml = issuing({ sandbox: { contact }, own: { extends: 'sandbox' } })

  expect(await wrong({ yaml })).toEqual([
    'issuers.sandbox.contact ERR_CONFIG_SANDBOX',
    'issuers.own.extends ERR_CONFIG_ISSUER',
    'issuers.own.directory ERR_CONFIG_MISSING',
  ])
})

describe('what an issuer cannot have', () => {
  const directory = 'https://ca.example/directory'
  const pkcs8 = { type: 'pkcs8', format: 'pem' } as const
  const ed25519 = generateKeyPairSync('ed25519').privateKey.export(pkcs8)

  test.each([
    ['directory', 'http://ca.example/directory', 'INVALID'],
    ['directory', 'https://user:secret@ca.example/directory', 'INVALID'],
    ['directory', 'ca.example', 'INVALID'],
    ['contact', ['ops@example.com'], 'INVALID'],
    ['contact', ['mailto:a@example.com,b@example.com'], 'INVALID'],
    ['contact', ['mailto:a@example.com?cc=b@example.com'], 'INVALID'],
    ['origins', ['http://other.example'], 'INVALID'],
    ['eab', { kid: 'k', hmacKey: Buffer.from(eab.hmacKey).toString('hex') }, 'EAB_KEY'],
    ['eab', { kid: '', hmacKey: eab.hmacKey }, 'INVALID'],
    ['accountKey', 'none', 'ACCOUNT_KEY'],
    ['accountKey', ed25519, 'ACCOUNT_KEY'],
    ['tlsCa', 'none', 'INVALID'],
    ['tlsCa', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', 'INVALID'],
    ['trustedRoots', '', 'INVALID'],
  ])('%s: %j', async (key, value, code) => {
    const found = await wrong({ yaml: issuing({ own: { directory, [key]: value } }) })

    expect(found).toEqual([expect.stringMatching(`^issuers.own.${key}.* ERR_CONFIG_${code}$`)])
  })

  test('an account key may be of any kind that CAs take', async () => {
    const accountKey = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export(pkcs8)

    const { issuers } = await load({ yaml: issuing({ own: { directory, accountKey } }) })

    expect(issuers.own?.accountKey?.reveal()).toBe(accountKey)
  })
})

test('an issuer waits for all servers of a zone, unless a quorum is enough for it', async () => {
  const own = { directory: 'https://ca.example/directory' }
  const issuers = { own, quick: { ...own, propagation: 'quorum' } }

  const config = await load({ yaml: issuing(issuers) })

  expect(config.issuers).toMatchObject({
    own: { propagation: 'all' },
    quick: { propagation: 'quorum' },
  })
  expect(await wrong({ yaml: issuing({ own: { ...own, propagation: 'most' } }) })).toEqual([
    'issuers.own.propagation ERR_CONFIG_INVALID',
  ])
})
