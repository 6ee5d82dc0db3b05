import { expect, test } from 'vitest'
import { isSignedWith } from './signature.ts'
import { route53 } from './test-client.ts'

const signedBy = (keyId: string) => ({
  headers: {
    authorization: `AWS4-HMAC-SHA256 Credential=${keyId}/20261125/us-east-1/route53/aws4_request`,
  },
})
const zones = ['Z1', 'Z2'].map((id) => ({ name: 'example.com', id }))
const accessKeys = { AKIDALL: {}, AKIDONE: { zones: ['Z1'] }, AKIDSECRET: { secret: 'x' } }

test.each([
  ['nobody', {}, 'MissingAuthenticationToken'],
  ['a stranger', signedBy('AKIDOTHER'), 'InvalidClientTokenId'],
  ['a wrong secret', signedBy('AKIDSECRET'), 'SignatureDoesNotMatch'],
  ['who may use other zones', signedBy('AKIDONE'), 'AccessDenied'],
])('%s is refused', async (_who, init, code) => {
  const { call } = await route53({ zones, accessKeys })

  const { status, texts } = await call('hostedzone/Z2', init)

  expect([status, texts('Code')]).toEqual([403, [code]])
})

test('who may do it does it', async () => {
  const { call } = await route53({ zones, accessKeys })

  expect((await call('hostedzone/Z2', signedBy('AKIDALL'))).status).toBe(200)
  expect((await call('hostedzone/Z1', signedBy('AKIDONE'))).status).toBe(200)
})

// The first example of AWS's own test suite for Signature Version 4.
const example = {
  ...{ method: 'GET', url: new URL('https://example.amazonaws.com/'), body: '' },
  headers: {
    host: 'example.amazonaws.com',
    'x-amz-date': '20150830T123600Z',
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
  },
}

test('a signature is known by its secret', () => {
  expect(isSignedWith('wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', example)).toBe(true)
  expect(isSignedWith('wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEX', example)).toBe(false)
  expect(isSignedWith('wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', { ...example, body: 'x' })).toBe(
    false,
  )
})
