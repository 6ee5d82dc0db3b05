import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { generateAccountKey } from './account-key.ts'
import { connectAcme } from './connect.ts'
import { failureOf, now, type Stage, signal, stage } from './test-stage.ts'

let is: Stage
beforeEach(async () => {
  is = await stage()
})
afterEach(() => is.close())

describe('no socket opens to where the CA must not send us', () => {
  test.each([
    'https://169.254.169.254/latest',
    'https://localhost:1/order',
    'http://localhost/order',
    'https://user@localhost/order',
    'file:///etc/passwd',
    'https://[::ffff:127.0.0.1]/x',
    'nonsense',
  ])('%s', async (url) => {
    expect(await failureOf(is.acme.order(url, signal))).toMatchObject({
      code: 'ERR_CA_URL_FOREIGN',
    })
    expect(is.ca.asked).toEqual([])
  })

  test('also when it is the place of a new order', async () => {
    is.answer('/new-order', (r) =>
      r.writeHead(201, { location: 'https://evil.example/order/1' }).end('{}'),
    )

    expect(await failureOf(is.acme.newOrder(['a.example'], signal))).toMatchObject({
      code: 'ERR_CA_URL_FOREIGN',
    })
  })
})

test('an origin that is configured is the CA’s as well', async () => {
  const further = is.origin.replace('localhost', '127.0.0.1')
  const acme = connectAcme({
    ...{ directory: is.ca.directory, tlsCa: is.ca.tlsCa, accountKey: generateAccountKey() },
    ...{ accountUrl: `${is.origin}/account/1`, origins: [`${further}/any/path`] },
    ...{ userAgent: 'x', clock: () => now },
  })

  expect(await acme.order(`${further}/order/1`, signal)).toMatchObject({ status: 'valid' })
  await acme.close()
})
