import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { generateAccountKey } from './account-key.ts'
import { publicJwk } from './jwk.ts'
import type { Jws } from './jws.ts'
import { thumbprint } from './key-authorization.ts'
import { failureOf, type Stage, signal, stage } from './test-stage.ts'

let is: Stage
beforeEach(async () => {
  is = await stage()
})
afterEach(() => is.close())

const json = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString())

test('the new key signs inside what the old one signs, without a nonce', async () => {
  const newKey = generateAccountKey()

  await is.acme.keyChange(newKey, signal)

  const asked = is.ca.asked.at(-1)
  const inner = asked?.payload as Jws
  const url = `${is.origin}/key-change`
  expect(asked?.protected).toMatchObject({ kid: `${is.origin}/account/1`, url })
  expect(json(inner.protected)).toEqual({ alg: 'ES256', jwk: publicJwk(newKey), url })
  const { account, oldKey } = json(inner.payload)
  expect(account).toBe(`${is.origin}/account/1`)
  expect(thumbprint(createPublicKey({ key: oldKey, format: 'jwk' }))).not.toBe(thumbprint(newKey))
  const text = Buffer.from(`${inner.protected}.${inner.payload}`)
  const key = { key: createPublicKey(newKey), dsaEncoding: 'ieee-p1363' } as const
  expect(verify('sha256', text, key, Buffer.from(inner.signature, 'base64url'))).toBe(true)
})

/** The algorithm of what was asked last, which tells the keys apart. */
const lastAlgorithm = () => is.ca.asked.at(-1)?.protected?.alg

test('what is asked afterwards is signed with the new key', async () => {
  const { privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-384',
  })
  await is.acme.keyChange(privateKey, signal)

  await is.acme.order(`${is.origin}/order/1`, signal)

  expect(lastAlgorithm()).toBe('ES384')
})

test('a key that has an account already is told apart, and the old one stays', async () => {
  is.answer('/key-change', (r) => r.writeHead(409, { location: `${is.origin}/account/2` }).end())
  const taken = await failureOf(is.acme.keyChange(generateAccountKey(), signal))
  await is.acme.order(`${is.origin}/order/1`, signal)

  expect(taken).toMatchObject({ code: 'ERR_CA_KEY_TAKEN', retryable: false, outcomeUnknown: false })
  expect(lastAlgorithm()).toBe('ES256')
})

test('a CA without keyChange is asked nothing', async () => {
  const [newNonce, newOrder] = [`${is.origin}/new-nonce`, `${is.origin}/new-order`]
  is.answer('/directory', (r) =>
    r.end(JSON.stringify({ newNonce, newOrder, newAccount: newOrder })),
  )

  expect(await failureOf(is.acme.keyChange(generateAccountKey(), signal))).toMatchObject({
    code: 'ERR_CA_NO_KEY_CHANGE',
  })
  expect(is.ca.paths('POST')).toEqual([])
})
