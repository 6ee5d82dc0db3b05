import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { load, wrong } from './test-folder.ts'

const kek = randomBytes(32).toString('base64')
const hmacKey = randomBytes(32).toString('base64url')
const le = { CERTWIRE_DEFAULT_ISSUER: 'letsencrypt' }

test('every setting that differs from machine to machine is in the environment too', async () => {
  const config = await load({
    env: {
      ...{ CERTWIRE_DATA_DIR: '/var/lib/certwire', CERTWIRE_LOG_LEVEL: 'warn', ...le },
      ...{ CERTWIRE_HTTP_HOST: '0.0.0.0', CERTWIRE_HTTP_PORT: '80', CERTWIRE_KEK: kek },
      ...{ NATS_URL: 'nats://n', MONGODB_URI: 'mongodb://m', CERTWIRE_API_TOKEN: 't'.repeat(16) },
    },
  })

  expect(config).toMatchObject({
    ...{ dataDir: '/var/lib/certwire', log: { level: 'warn' }, defaultIssuer: 'letsencrypt' },
    http: { host: '0.0.0.0', port: 80 },
  })
  const secrets = [config.kek, config.bus.url, config.store.uri, config.http.token]
  expect(secrets.map((secret) => secret?.reveal())).toEqual([
    ...[kek, 'nats://n', 'mongodb://m', 't'.repeat(16)],
  ])
})

describe('X_FILE', () => {
  test.each([
    ['NATS_URL', 'nats://n'],
    ['MONGODB_URI', 'mongodb://m'],
    ['CERTWIRE_KEK', kek],
    ['CERTWIRE_API_TOKEN', 't'.repeat(16)],
    ['EAB_HMAC_KEY', hmacKey],
    ['EAB_KID', 'kid-1'],
  ])('gives %s from a file, without its last newline', async (name, value) => {
    const needed = { ...le, CERTWIRE_KEK: kek, EAB_KID: 'kid-1', EAB_HMAC_KEY: hmacKey }
    const env = Object.fromEntries(Object.entries(needed).filter(([one]) => one !== name))

    const config = await load({
      env: { ...env, [`${name}_FILE`]: 'secrets/it' },
      files: { 'secrets/it': `${value}\n` },
    })

    const { kek: found, bus, store, http, issuers } = config
    const { kid, hmacKey: mac } = issuers.letsencrypt?.eab ?? {}
    const all = [found, bus.url, store.uri, http.token, mac].map((secret) => secret?.reveal())
    expect([...all, kid]).toContain(value)
  })

  test('and X are not set both', async () => {
    const env = { CERTWIRE_KEK: kek, CERTWIRE_KEK_FILE: 'kek' }

    expect(await wrong({ env, files: { kek } })).toEqual(['CERTWIRE_KEK ERR_CONFIG_TWICE'])
  })

  test('that is wrong goes by its own name', async () => {
    const env = { NATS_URL_FILE: 'nowhere', CERTWIRE_KEK_FILE: 'kek', MONGODB_URI_FILE: '' }

    expect(await wrong({ env, files: { kek: 'short' } })).toEqual([
      'NATS_URL_FILE ERR_CONFIG_FILE',
      'MONGODB_URI_FILE ERR_CONFIG_EMPTY',
      'CERTWIRE_KEK_FILE ERR_CONFIG_KEK',
    ])
  })

  test('of what is no secret is not ours', async () => {
    const config = await load({ env: { CERTWIRE_LOG_LEVEL_FILE: 'nowhere' } })

    expect(config.log.level).toBe('info')
  })
})

test('a variable that is set and empty is a mistake and not a default', async () => {
  const env = { CERTWIRE_CONFIG: '', CERTWIRE_DATA_DIR: '', CERTWIRE_DEFAULT_ISSUER: '' }

  expect(await wrong({ env })).toEqual([
    'CERTWIRE_CONFIG ERR_CONFIG_EMPTY',
    'CERTWIRE_DATA_DIR ERR_CONFIG_EMPTY',
    'CERTWIRE_DEFAULT_ISSUER ERR_CONFIG_EMPTY',
  ])
})

test('a section of the file that is no mapping is not hidden by a variable', async () => {
  expect(await wrong({ yaml: 'http: on', env: { CERTWIRE_HTTP_PORT: '1' } })).toEqual([
    'http ERR_CONFIG_INVALID',
  ])
})

describe('EAB_KID and EAB_HMAC_KEY', () => {
  const both = { EAB_KID: 'kid-1', EAB_HMAC_KEY: hmacKey }

  test('are for the default issuer, beside what the file says of it', async () => {
    const yaml =
      'defaultIssuer: globalsign-atlas\nissuers: { globalsign-atlas: { contact: ["mailto:ops@example.com"] } }'

    const { issuers } = await load({ yaml, env: both })

    expect(issuers['globalsign-atlas']).toMatchObject({
      directory: 'https://emea.acme.atlas.globalsign.com/directory',
      contact: ['mailto:ops@example.com'],
      eab: { kid: 'kid-1' },
    })
  })

  test('may be one from the file and one from here', async () => {
    const yaml = 'defaultIssuer: zerossl\nissuers: { zerossl: { eab: { kid: kid-2 } } }'

    const { issuers } = await load({ yaml, env: { EAB_HMAC_KEY: hmacKey } })

    expect(issuers.zerossl?.eab?.kid).toBe('kid-2')
  })

  test.each([
    ['EAB_KID', 'EAB_HMAC_KEY'],
    ['EAB_HMAC_KEY', 'EAB_KID'],
  ] as const)('%s alone asks for %s', async (set, missing) => {
    expect(await wrong({ env: { ...le, [set]: both[set] } })).toEqual([
      `${missing} ERR_CONFIG_MISSING`,
    ])
  })

  test('are not dropped in silence when the default issuer is the sandbox', async () => {
    expect(await wrong({ env: both })).toEqual(['EAB_KID ERR_CONFIG_SANDBOX'])
  })

  test('make no issuer of a name that is none', async () => {
    const env = { ...both, CERTWIRE_DEFAULT_ISSUER: '__proto__' }

    expect(await wrong({ env })).toContain('CERTWIRE_DEFAULT_ISSUER ERR_CONFIG_INVALID')
    expect({}).not.toHaveProperty('eab')
  })
})

describe('CLOUDFLARE_API_TOKEN', () => {
  const yaml = `
dns:
  zones:
    - { zone: example.com, provider: cloudflare }
    - { zone: example.net, provider: cloudflare, apiToken: own }
    - { zone: example.org, provider: sandbox, endpoint: "http://127.0.0.1:1" }
    - { zone: example.edu, provider: cloudflare }
`
  const tokens = async (given: Parameters<typeof load>[0]) =>
    (await load(given)).dns.zones.map((zone) => 'apiToken' in zone && zone.apiToken)

  test('is for every zone at Cloudflare that has no token of its own', async () => {
    const env = { CLOUDFLARE_API_TOKEN: 'theirs' }

    expect(await tokens({ yaml, env })).toEqual(['theirs', 'own', false, 'theirs'])
  })

  test('may be in a file', async () => {
    const env = { CLOUDFLARE_API_TOKEN_FILE: 'secrets/token' }
    const files = { 'secrets/token': 'theirs\n' }

    expect(await tokens({ yaml, env, files })).toEqual(['theirs', 'own', false, 'theirs'])
  })

  test.each([
    [{}, ['dns.zones[0].apiToken ERR_CONFIG_MISSING', 'dns.zones[3].apiToken ERR_CONFIG_MISSING']],
    [{ CLOUDFLARE_API_TOKEN: '' }, ['CLOUDFLARE_API_TOKEN ERR_CONFIG_EMPTY']],
    [{ CLOUDFLARE_API_TOKEN: 'a b' }, ['CLOUDFLARE_API_TOKEN ERR_CONFIG_INVALID']],
    [{ CLOUDFLARE_API_TOKEN_FILE: 'nowhere' }, ['CLOUDFLARE_API_TOKEN_FILE ERR_CONFIG_FILE']],
    [
      { CLOUDFLARE_API_TOKEN: 'a', CLOUDFLARE_API_TOKEN_FILE: 'b' },
      ['CLOUDFLARE_API_TOKEN ERR_CONFIG_TWICE'],
    ],
  ])('that is wrong is said once: %j', async (env, expected) => {
    expect(await wrong({ yaml, env: { ...env } })).toEqual(expected)
  })

  test('is not looked at when no zone needs it', async () => {
    const env = { CLOUDFLARE_API_TOKEN_FILE: 'nowhere' }

    expect(await wrong({ env })).toEqual([])
  })
})
