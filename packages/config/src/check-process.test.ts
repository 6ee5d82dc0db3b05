import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { load, wrong } from './test-folder.ts'

const kek = randomBytes(32).toString('base64')
const nats = { NATS_URL: 'nats://127.0.0.1:4222' }
const mongodb = { MONGODB_URI: 'mongodb://127.0.0.1' }
const letsencrypt = { CERTWIRE_DEFAULT_ISSUER: 'letsencrypt' }

test('the sandbox is not used with NATS, be it by default or by name', async () => {
  const yaml = 'defaultIssuer: letsencrypt\nissuers: { sandbox: {} }'

  expect(await wrong({ env: nats })).toEqual(['defaultIssuer ERR_CONFIG_SANDBOX'])
  expect(await wrong({ env: nats, yaml })).toEqual(['issuers.sandbox ERR_CONFIG_SANDBOX'])
  expect(await wrong({ env: { ...nats, ...letsencrypt } })).toEqual([])
})

test('processes that share a store need a key-encryption key that they share', async () => {
  const env = { ...nats, ...mongodb, ...letsencrypt }

  expect(await wrong({ env })).toEqual(['kek ERR_CONFIG_MISSING'])
  expect(await wrong({ env: { ...env, CERTWIRE_KEK: kek } })).toEqual([])
})

test.each([
  ['31 bytes', randomBytes(31).toString('base64')],
  ['33 bytes', randomBytes(33).toString('base64')],
  ['no base64', 'correct horse battery staple'],
])('a key-encryption key of %s is told as such', async (_, text) => {
  expect(await wrong({ env: { CERTWIRE_KEK: text } })).toEqual(['CERTWIRE_KEK ERR_CONFIG_KEK'])
})

test('listeners of one process have ports of their own', async () => {
  const yaml = 'sandbox: { caPort: 8555, dnsPort: 8555 }'

  expect(await wrong({ yaml })).toEqual([
    'sandbox.caPort ERR_CONFIG_TWICE',
    'sandbox.dnsPort ERR_CONFIG_TWICE',
  ])
  expect(await wrong({ yaml, env: letsencrypt })).toEqual([])
  expect(await wrong({ yaml: 'http: { port: 0 }\nsandbox: { caPort: 0, dnsPort: 0 }' })).toEqual([])
})

test('a zone that the sandbox serves is nobody else’s, as long as there is a sandbox', async () => {
  const zone = { zone: 'Example.Test.', provider: 'sandbox', endpoint: 'http://127.0.0.1:1' }
  const yaml = JSON.stringify({ dns: { zones: [zone, { ...zone, zone: 'sub.example.test' }] } })

  expect(await wrong({ yaml })).toEqual(['dns.zones[0].zone ERR_CONFIG_TWICE'])
  expect(await wrong({ yaml, env: letsencrypt })).toEqual([])
})

test('MongoDB without NATS is one process with its orders elsewhere', async () => {
  const { store, bus } = await load({ env: { ...mongodb, CERTWIRE_KEK: kek } })

  expect([store.uri?.reveal(), bus.url]).toEqual(['mongodb://127.0.0.1', undefined])
})
