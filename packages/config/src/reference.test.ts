import { expect, test } from 'vitest'
import { configKeys } from './reference.ts'

const keys = configKeys()

test('every key says what it is', () => {
  expect(keys.filter(({ description }) => !description.endsWith('.'))).toEqual([])
  expect(keys.map(({ path }) => path)).toContain('issuers.<name>.origins')
})

test('every secret has a variable, and a file instead, or belongs to an issuer or a zone', () => {
  const secrets = keys.filter(({ isSecret }) => isSecret)

  expect(secrets.every(({ mayBeInFile }) => mayBeInFile)).toBe(true)
  expect(secrets.map(({ path, variable = '{ file }' }) => `${path} ${variable}`)).toEqual([
    'bus.url NATS_URL',
    'store.uri MONGODB_URI',
    'kek CERTWIRE_KEK',
    'http.token CERTWIRE_API_TOKEN',
    'issuers.<name>.eab.hmacKey EAB_HMAC_KEY',
    'issuers.<name>.hvca.apiKey GLOBALSIGN_API_KEY',
    'issuers.<name>.hvca.apiSecret GLOBALSIGN_API_SECRET',
    'issuers.<name>.hvca.clientKey GLOBALSIGN_CLIENT_KEY',
    'issuers.<name>.accountKey { file }',
    'dns.zones[].apiToken CLOUDFLARE_API_TOKEN',
    'dns.zones[].password { file }',
    'dns.zones[].keySecret { file }',
    'webhooks.listen.tls.key { file }',
    'webhooks.sources.<name>.verify[].secrets { file }',
    'webhooks.subscribers[].secrets { file }',
  ])
})

test('a provider’s keys are told apart from those of every zone', () => {
  const zone = keys.filter(({ path }) => path.startsWith('dns.zones'))

  const of = (vendor: string) =>
    zone.filter(({ provider = 'all' }) => provider === vendor).map(({ path }) => path.slice(12))
  expect(of('all')).toEqual(['zone', 'provider', 'servers'])
  expect(of('http-request')).toEqual(['endpoint', 'username', 'password'])
  expect(of('cloudflare')).toEqual(['apiToken', 'zoneId', 'endpoint', 'batchSize'])
})

test('what several ways to verify have is told once', () => {
  const verify = keys.filter(({ path }) => path.includes('.verify[]'))

  expect(verify.map(({ path }) => path.split('.').at(-1))).toEqual([
    ...['by', 'secrets', 'header', 'encoding', 'prefix', 'timestampHeader', 'subjects', 'ranges'],
  ])
  expect(verify[0]).toMatchObject({ isRequired: true, values: expect.arrayContaining(['basic']) })
})

test('what must be there and what is there without a word are told', () => {
  const of = (wanted: string) => keys.find(({ path }) => path === wanted)

  expect(of('dns.zones[].zone')).toMatchObject({ isRequired: true })
  expect(of('http.port')).toMatchObject({ isRequired: false, default: 8555 })
  expect(of('log.level')?.values).toContain('silent')
})
