import { request } from 'node:https'
import { localhostIdentity } from '@certwire/testkit'
import { expect, test } from 'vitest'
import { stage } from '../test-stage.ts'

type Identity = Awaited<ReturnType<typeof localhostIdentity>>

const [server, client, other] = await Promise.all(
  Array.from({ length: 3 }, () => localhostIdentity(new Date())),
)

/** What is answered to somebody who shows this certificate, or none. */
function postedBy(url: string, identity: Identity | undefined): Promise<number | undefined> {
  const shown = identity && { cert: identity.certificate, key: identity.key }
  const options = { method: 'POST', ca: server?.certificate, agent: false as const, ...shown }
  return new Promise((resolve, reject) => {
    request(`${url}/webhooks/ca`, options, (answer) => resolve(answer.resume().statusCode))
      .on('error', reject)
      .end('{}')
  })
}

const listening = (subject: string) => ({
  listen: { tls: { ...server, clientCa: client?.certificate } },
  sources: {
    ca: { kind: 'generic', issuer: 'sandbox', verify: [{ by: 'mtls', subjects: [subject] }] },
  },
})

test.each([
  ['the one whose authority is ours', client, 204],
  ['one of the same name by another authority', other, 401],
  ['none', undefined, 401],
])('of certificates for the subject that is configured, %s: %#', async (_, identity, status) => {
  const { url } = await stage(listening('CN=localhost'))

  expect(await postedBy(url, identity)).toBe(status)
})

test('another subject by the same authority is refused', async () => {
  const { url } = await stage(listening('CN=atlas'))

  expect(await postedBy(url, client)).toBe(401)
})
