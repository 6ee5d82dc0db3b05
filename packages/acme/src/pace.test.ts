import { expect, onTestFinished, test } from 'vitest'
import { generateAccountKey } from './account-key.ts'
import { connectAcme } from './connect.ts'
import type { Pace } from './port.ts'
import { failureOf, now, signal, stage } from './test-stage.ts'

const PEM = '-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n'

async function paced(pace: Pace) {
  const { ca, close } = await stage()
  const acme = connectAcme({
    ...{ directory: ca.directory, tlsCa: ca.tlsCa, accountKey: generateAccountKey() },
    ...{ userAgent: 'x', clock: () => now, pace },
  })
  onTestFinished(() => acme.close().then(close))
  return { ca, acme }
}

test('each request waits for its kind’s turn', async () => {
  const asked: string[] = []
  const { acme } = await paced(async (endpoint) => void asked.push(endpoint))

  const { url } = await acme.newAccount({ contact: [] }, signal)
  await acme.newOrder(['a.example'], signal)
  await acme.renewalInfo('aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE', signal)
  await acme.revoke(PEM, signal)
  await acme.order(url.replace('account', 'order'), signal)

  expect(asked).toEqual([
    ...['directory', 'newNonce', 'newAccount', 'newOrder', 'renewalInfo', 'revokeCert', 'other'],
  ])
})

test('whoever is not let through asks nothing, and hears why', async () => {
  const { acme, ca } = await paced(async () => {
    throw new Error('not now')
  })

  expect(await failureOf(acme.newAccount({ contact: [] }, signal))).toMatchObject({
    message: 'not now',
  })
  expect(ca.asked).toEqual([])
})
