import {
  createHmac,
  type createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
} from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { generateAccountKey, importAccountKey } from './account-key.ts'
import { connectAcme } from './connect.ts'
import { createSigner } from './jws.ts'
import { thumbprint } from './key-authorization.ts'
import { failureOf, now, type Stage, signal, stage } from './test-stage.ts'

let is: Stage
beforeEach(async () => {
  is = await stage()
})
afterEach(() => is.close())

test('the EAB is bound to the key and the URL, without a nonce, and the request is the caller’s own', async () => {
  const request = { contact: [], eab: { kid: 'kid-1', hmacKey: new Uint8Array(32).fill(7) } }
  const before = structuredClone(request)

  await is.acme.newAccount(request, signal)

  const { payload, protected: outer } = is.ca.asked.at(-1) ?? {}
  const { externalAccountBinding: eab } = payload as {
    externalAccountBinding: Record<string, string>
  }
  const inner = JSON.parse(Buffer.from(eab.protected ?? '', 'base64url').toString())
  expect(inner).toEqual({ alg: 'HS256', kid: 'kid-1', url: outer?.url })
  expect(JSON.parse(Buffer.from(eab.payload ?? '', 'base64url').toString())).toEqual(outer?.jwk)
  expect(request).toEqual(before)
})

test('looking for an existing account does not use the EAB', async () => {
  const eab = { kid: 'kid-1', hmacKey: Buffer.alloc(32, 7) }

  await is.acme.newAccount(
    { contact: ['mailto:a@b.example'], eab, onlyReturnExisting: true },
    signal,
  )

  expect(is.ca.asked.at(-1)?.payload).toEqual({ onlyReturnExisting: true })
})

test('the EAB is signed with the bytes of the key', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const hmacKey = Buffer.from('YXNkZmFzZGY', 'base64url')
  const signer = createSigner('https://example.com/directory', privateKey)

  const jws = signer.bind('https://example.com/new-account', { kid: 'kid', hmacKey })

  const mac = createHmac('sha256', 'asdfasdf').update(`${jws.protected}.${jws.payload}`)
  expect(jws.signature).toBe(mac.digest('base64url'))
})

test('an account that is there is found again with one request, and nothing of it is changed', async () => {
  is.answer('/new-account', (response) =>
    response
      .writeHead(200, { location: `${is.origin}/account/7` })
      .end(JSON.stringify({ status: 'valid', contact: ['mailto:a@b.example'] })),
  )
  const eab = { kid: 'kid-1', hmacKey: Buffer.alloc(32, 7) }

  const account = await is.acme.newAccount({ contact: [], eab }, signal)
  await is.acme.order(`${is.origin}/order/1`, signal)

  const url = `${is.origin}/account/7`
  expect(account).toEqual({ url, status: 'valid', contact: ['mailto:a@b.example'] })
  expect(is.ca.paths('POST')).toEqual(['/new-account', '/order/1'])
  expect(is.ca.asked.at(-1)?.protected).toMatchObject({ kid: url })
})

test('an account says what the CA keeps of it', async () => {
  const contact = ['mailto:a@b.example']

  expect(await is.acme.newAccount({ contact }, signal)).toEqual({
    ...{ url: `${is.origin}/account/1`, status: 'valid', contact },
    orders: `${is.origin}/account/1/orders`,
  })
  expect(is.ca.asked.at(-1)?.payload).toEqual({ termsOfServiceAgreed: true, contact })
})

test('before there is an account nothing but an account can be asked for', async () => {
  const options = { userAgent: 'x', clock: () => now, accountKey: generateAccountKey() }
  const acme = connectAcme({ directory: is.ca.directory, tlsCa: is.ca.tlsCa, ...options })

  expect(await failureOf(acme.order(`${is.origin}/order/1`, signal))).toBeInstanceOf(TypeError)
  expect(is.ca.asked).toEqual([])
  await acme.close()
})

describe('account keys', () => {
  test('that are made sign with ES256', () => {
    expect(generateAccountKey().asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' })
  })

  const pem = (type: 'pkcs8' | 'sec1' | 'pkcs1', key: ReturnType<typeof createPrivateKey>) =>
    key.export({ type, format: 'pem' }).toString()
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey

  test.each([
    ['PKCS#8', pem('pkcs8', ec), ec],
    ['SEC 1', pem('sec1', ec), ec],
    ['PKCS#1', pem('pkcs1', rsa), rsa],
    ['a JWK', JSON.stringify(rsa.export({ format: 'jwk' })), rsa],
  ])('in %s are taken', (_, text, key) => {
    expect(thumbprint(importAccountKey(text))).toBe(thumbprint(key))
  })

  test.each([
    [
      'RSA of 1024 bits',
      pem('pkcs1', generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey),
    ],
    ['P-521', pem('sec1', generateKeyPairSync('ec', { namedCurve: 'P-521' }).privateKey)],
    ['Ed25519', pem('pkcs8', generateKeyPairSync('ed25519').privateKey)],
    ['nonsense', 'secret-nonsense'],
    ['a public JWK', JSON.stringify(createPublicKey(ec).export({ format: 'jwk' }))],
    ['a broken JWK', '{"kty":"RSA","d":"secret-nonsense"'],
    [
      'a public kind',
      generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    ],
    [
      'an encrypted kind',
      ec
        .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'p' })
        .toString(),
    ],
  ])('of %s are refused, and not quoted', (_, text) => {
    const refusal = () => importAccountKey(text)

    expect(refusal).toThrow(expect.objectContaining({ code: 'ERR_ACCOUNT_KEY' }))
    expect(refusal).not.toThrow(/secret-nonsense|BEGIN/)
  })
})
