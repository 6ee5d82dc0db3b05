import { expect, test } from 'vitest'
import { load, wrong } from './test-folder.ts'

const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`
const signed = { by: 'standard-webhooks', secrets: [secret] }
const source = { kind: 'generic', issuer: 'sandbox', verify: [signed] }
const subscriber = { url: 'https://hooks.example.com/certwire', secrets: [secret] }

const yamlOf = (webhooks: object) => JSON.stringify({ webhooks })
const sourced = (change: object, around = {}) =>
  wrong({ yaml: yamlOf({ ...around, sources: { ca: { ...source, ...change } } }) })
const subscribed = (...changes: object[]) =>
  wrong({ yaml: yamlOf({ subscribers: changes.map((one) => ({ ...subscriber, ...one })) }) })

test('nothing is received and nobody is told unless it is configured', async () => {
  const { webhooks } = await load({})

  expect(webhooks).toMatchObject({ sources: {}, subscribers: [], listen: { port: 8556 } })
})

test.each([
  ['generic', undefined, ['webhooks.sources.ca.verify ERR_CONFIG_MISSING']],
  ['atlas', undefined, ['webhooks.sources.ca.verify ERR_CONFIG_MISSING']],
  ['sectigo', [], ['webhooks.sources.ca.verify ERR_CONFIG_MISSING']],
  ['digicert', undefined, []],
  ['sectigo', undefined, []],
  ['atlas', [signed], []],
])('%s with verify %j is refused unless something is verified', async (kind, verify, found) => {
  expect(await sourced({ kind, verify })).toEqual(found)
})

test('who takes what anybody sends says so, and then verifies nothing', async () => {
  expect(await sourced({ verify: [], unsigned: true })).toEqual([])
  expect(await sourced({ unsigned: true })).toEqual([
    'webhooks.sources.ca.unsigned ERR_CONFIG_INVALID',
  ])
})

test('an issuer that there is not is told as such', async () => {
  expect(await sourced({ issuer: 'sandbx' })).toEqual([
    'webhooks.sources.ca.issuer ERR_CONFIG_ISSUER',
  ])
})

test.each([
  ['a short shared key', { ...signed, secrets: ['whsec_c2hvcnQ='] }, 'secrets[0]'],
  ['a public key of another size', { ...signed, secrets: ['whpk_c2hvcnQ='] }, 'secrets[0]'],
  ['a bearer token with spaces', { by: 'bearer', secrets: ['a b'.repeat(9)] }, 'secrets[0]'],
  ['basic without a user', { by: 'basic', secrets: [':password'] }, 'secrets[0]'],
  ['a range of no address', { by: 'source-range', ranges: ['10.0.0.0/33'] }, 'ranges[0]'],
])('%s is refused', async (_, verify, place) => {
  expect(await sourced({ verify: [verify] })).toEqual([
    `webhooks.sources.ca.verify[0].${place} ERR_CONFIG_INVALID`,
  ])
})

test('a subject needs somebody who vouches for it', async () => {
  const mtls = { by: 'mtls', subjects: ['CN=atlas'] }
  const missing = ['webhooks.sources.ca.verify ERR_CONFIG_MISSING']

  expect(await sourced({ verify: [mtls] })).toEqual(missing)
  expect(await sourced({ verify: [{ ...mtls, header: 'X-Subject' }] })).toEqual(missing)
  const proxied = { trustedProxies: ['10.0.0.0/8'] }
  expect(await sourced({ verify: [{ ...mtls, header: 'X-Subject' }] }, proxied)).toEqual([])
})

test.each([
  'http://hooks.example.com/',
  'https://127.0.0.1/',
  'https://0x7f.1/',
  'https://2130706433/',
  'https://[::1]/',
  'https://[::ffff:10.0.0.1]/',
  'https://[64:ff9b::a9fe:a9fe]/',
  'https://169.254.169.254/latest',
  'https://localhost/',
  'https://a.localhost./',
])('%s is called only where that is allowed', async (url) => {
  expect(await subscribed({ url })).toEqual(['webhooks.subscribers[0].url ERR_CONFIG_WEBHOOK_URL'])
  expect(await subscribed({ url, allowPrivate: true })).toEqual([])
})

test('a subscriber is there once, without credentials in its URL', async () => {
  expect(await subscribed({}, {})).toEqual(['webhooks.subscribers[1].url ERR_CONFIG_TWICE'])
  expect(await subscribed({ url: 'https://a:b@hooks.example.com' })).toEqual([
    'webhooks.subscribers[0].url ERR_CONFIG_INVALID',
  ])
})

test('webhooks have a port of their own', async () => {
  expect(await sourced({}, { listen: { port: 8555 } })).toEqual([
    'webhooks.listen.port ERR_CONFIG_TWICE',
  ])
})
