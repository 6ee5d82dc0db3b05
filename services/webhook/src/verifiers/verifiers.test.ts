import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import type { VerifyWebhook } from '@certwire/config'
import { describe, expect, test } from 'vitest'
import type { Incoming } from '../inbound/incoming.ts'
import { signedContent, signedHeaders } from '../standard-webhooks.ts'
import { now, secret } from '../test-stage.ts'
import { verifierOf } from './index.ts'

const raw = Buffer.from('{"type":"issued"}')
const seconds = now.getTime() / 1000

type Given = Partial<Omit<Incoming, 'header'>> & { headers?: Record<string, string> }

/** Whether a webhook passes. Secrets are text here. */
function passes(config: object, { headers = {}, ...given }: Given): boolean {
  const { secrets = [], ...rest } = config as { secrets?: string[] }
  const revealing = { ...rest, secrets: secrets.map((text) => ({ reveal: () => text })) }
  const verify = verifierOf(revealing as unknown as VerifyWebhook)
  const around = { raw, isQuery: false, address: '192.0.2.1', isProxied: false, subject: undefined }
  return verify({ ...around, ...given, header: (name) => headers[name] }, now) === undefined
}

describe('standard-webhooks', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const publicText = `whpk_${publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64')}`
  const config = { by: 'standard-webhooks', secrets: [secret, publicText] }
  const old = `whsec_${Buffer.alloc(24, 9).toString('base64')}`
  const headers = signedHeaders('msg_1', raw.toString(), [secret], now)
  const content = signedContent('msg_1', String(seconds), raw)
  const v1a = sign(null, content, privateKey).toString('base64')
  const mac = headers['webhook-signature']?.slice(3) ?? ''
  const at = (offset: number) => new Date(now.getTime() + offset * 1000)

  test.each([
    ['as it is', {}],
    ['with others before it', { 'webhook-signature': `v2,x v1,AAAA v1,${mac}` }],
    ['by an ed25519 key', { 'webhook-signature': `v1a,${v1a}` }],
    ['300 seconds ago', signedHeaders('msg_1', raw.toString(), [secret], at(-300))],
    ['300 seconds ahead', signedHeaders('msg_1', raw.toString(), [secret], at(300))],
    ['by an old and a new key', signedHeaders('msg_1', raw.toString(), [old, secret], now)],
  ])('%s it passes', (_, change) => {
    expect(passes(config, { headers: { ...headers, ...change } })).toBe(true)
  })

  test.each([
    ['301 seconds ago', signedHeaders('msg_1', raw.toString(), [secret], at(-301))],
    ['301 seconds ahead', signedHeaders('msg_1', raw.toString(), [secret], at(301))],
    ['under another id', { 'webhook-id': 'msg_2' }],
    ['at another time', { 'webhook-timestamp': String(seconds + 1) }],
    ['a time that is none', { 'webhook-timestamp': `${seconds}.0` }],
    ['by a key that is not configured', signedHeaders('msg_1', raw.toString(), [old], now)],
    ['a mac as an ed25519 signature', { 'webhook-signature': `v1a,${mac}` }],
    ['an ed25519 signature as a mac', { 'webhook-signature': `v1,${v1a}` }],
    ['a mac without its version', { 'webhook-signature': mac }],
    ['a mac that is cut', { 'webhook-signature': `v1,${mac.slice(0, -4)}` }],
    ['an empty mac', { 'webhook-signature': 'v1,' }],
    ['no mac', { 'webhook-signature': '' }],
    ['an id that breaks the line', { 'webhook-id': 'msg 1' }],
  ])('%s it does not', (_, change) => {
    expect(passes(config, { headers: { ...headers, ...change } })).toBe(false)
  })

  test('a mac made with a public key as its secret does not pass', () => {
    const forged = createHmac(
      'sha256',
      publicKey.export({ format: 'der', type: 'spki' }).subarray(-32),
    )
    const signature = `v1,${forged.update(content).digest('base64')}`

    expect(passes(config, { headers: { ...headers, 'webhook-signature': signature } })).toBe(false)
  })
})

describe('hmac', () => {
  const key = 'a key of some length'
  const mac = (content: string) => createHmac('sha256', key).update(content).digest('hex')
  const body = mac(raw.toString())
  const plain = {
    by: 'hmac',
    secrets: ['another key of a length', key],
    header: 'x-sig',
    encoding: 'hex',
  }
  const github = { ...plain, prefix: 'sha256=' }
  const timed = { ...plain, prefix: '', timestampHeader: 'x-time' }
  const time = String(seconds)
  const late = String(seconds - 301)

  test.each([
    ['its own', github, { 'x-sig': `sha256=${body}` }, true],
    ['in capitals', github, { 'x-sig': `sha256=${body.toUpperCase()}` }, true],
    ['without its prefix', github, { 'x-sig': body }, false],
    ['of another body', github, { 'x-sig': `sha256=${mac('{}')}` }, false],
    ['missing', github, {}, false],
    ['with its time', timed, { 'x-sig': mac(`${time}.${raw}`), 'x-time': time }, true],
    ['with a time that is not signed', timed, { 'x-sig': body, 'x-time': time }, false],
    ['too late', timed, { 'x-sig': mac(`${late}.${raw}`), 'x-time': late }, false],
    ['without a time', timed, { 'x-sig': body }, false],
  ])('%s: %#', (_, config, headers, passed) => {
    expect(passes(config, { headers })).toBe(passed)
  })

  test('it may be written in base64', () => {
    const base64 = createHmac('sha256', key).update(raw).digest('base64')
    const config = { ...plain, prefix: '', encoding: 'base64' }

    expect(passes(config, { headers: { 'x-sig': base64 } })).toBe(true)
    expect(passes(config, { headers: { 'x-sig': base64.toLowerCase() } })).toBe(false)
  })
})

describe('basic and bearer', () => {
  const basic = { by: 'basic', secrets: ['ca:pass:word', 'ca:newpassword'] }
  const bearer = { by: 'bearer', secrets: ['a-token-of-16-chars', 'another-token-of-16'] }
  const base64 = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`

  test.each([
    ['the pair', basic, base64('ca:pass:word'), true],
    ['the new pair', basic, base64('ca:newpassword'), true],
    ['another password', basic, base64('ca:pass'), false],
    ['another user', basic, base64('cb:pass:word'), false],
    ['a token', basic, 'Bearer a-token-of-16-chars', false],
    ['the token', bearer, 'Bearer a-token-of-16-chars', true],
    ['another token', bearer, 'Bearer a-token-of-16-charz', false],
    ['a pair', bearer, base64('a-token-of-16-chars:'), false],
    ['nothing', bearer, '', false],
  ])('%s', (_, config, authorization, passed) => {
    expect(passes(config, { headers: { authorization } })).toBe(passed)
  })
})

describe('mtls', () => {
  const direct = { by: 'mtls', subjects: ['CN=atlas,O=GlobalSign'] }
  const proxied = { ...direct, header: 'x-subject' }
  const headers = { 'x-subject': 'CN=atlas,O=GlobalSign' }
  const subject = 'CN=atlas,O=GlobalSign'

  test.each<[string, object, Given, boolean]>([
    ['the certificate of the connection', direct, { subject }, true],
    ['another certificate', direct, { subject: 'CN=atlas' }, false],
    ['none, whatever a header says', direct, { headers, isProxied: true }, false],
    ['what a proxy tells', proxied, { headers, isProxied: true }, true],
    ['what anybody tells', proxied, { headers, subject }, false],
  ])('%s', (_, config, given, passed) => {
    expect(passes(config, given)).toBe(passed)
  })
})

test.each([
  ['192.0.2.7', true],
  ['192.0.3.1', false],
  ['2001:db8::7', true],
  ['2001:db9::7', false],
  [undefined, false],
])('%s is within the ranges: %s', (address, passed) => {
  const config = { by: 'source-range', ranges: ['192.0.2.0/24', '2001:db8::/32'] }

  expect(passes(config, { address })).toBe(passed)
})
