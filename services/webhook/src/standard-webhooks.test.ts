import { expect, test } from 'vitest'
import { signedHeaders } from './standard-webhooks.ts'

test('the signature is that of the specification’s example', () => {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
  const body = '{"test": 2432232314}'

  const headers = signedHeaders(
    'msg_p5jXN8AQM9LWM0D4loKWxJek',
    body,
    [secret],
    new Date(1614265330000),
  )

  expect(headers).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  })
})
