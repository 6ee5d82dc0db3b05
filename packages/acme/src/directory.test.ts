import { afterEach, beforeEach, expect, test } from 'vitest'
import { generateAccountKey } from './account-key.ts'
import { connectAcme } from './connect.ts'
import { failureOf, now, type Stage, signal, stage } from './test-stage.ts'

let is: Stage
beforeEach(async () => {
  is = await stage()
})
afterEach(() => is.close())

test('says what the CA is, as far as we need it', async () => {
  expect(await is.acme.directory(signal)).toEqual({
    newNonce: `${is.origin}/new-nonce`,
    newAccount: `${is.origin}/new-account`,
    newOrder: `${is.origin}/new-order`,
    revokeCert: `${is.origin}/revoke`,
    keyChange: `${is.origin}/key-change`,
    renewalInfo: `${is.origin}/renewal-info`,
    externalAccountRequired: true,
    termsOfService: `${is.origin}/terms`,
    caaIdentities: ['ca.example'],
    profiles: { classic: 'As ever.', shortlived: 'Six days.' },
  })
})

/** The CA has this directory. */
const directory = (change: object) =>
  is.answer('/directory', (response) =>
    response.end(
      JSON.stringify({
        newNonce: `${is.origin}/new-nonce`,
        newAccount: `${is.origin}/new-account`,
        newOrder: `${is.origin}/new-order`,
        ...change,
      }),
    ),
  )

test('what is optional may be missing, or be nonsense, or be elsewhere', async () => {
  const meta = JSON.parse('{"profiles": {"__proto__": "x", "classic": "y"}, "caaIdentities": 7}')
  directory({ meta, renewalInfo: 'https://evil.example/', revokeCert: 5 })

  const { profiles, ...rest } = await is.acme.directory(signal)

  expect(Object.entries(profiles ?? {})).toEqual([['classic', 'y']])
  expect(rest).toEqual({
    newNonce: `${is.origin}/new-nonce`,
    newAccount: `${is.origin}/new-account`,
    newOrder: `${is.origin}/new-order`,
    ...{ externalAccountRequired: false, caaIdentities: [] },
  })
})

test('a directory that sends orders elsewhere is refused', async () => {
  directory({ newOrder: 'https://evil.example/new-order' })

  expect(await failureOf(is.acme.newOrder(['a.example'], signal))).toMatchObject({
    code: 'ERR_CA_URL_FOREIGN',
  })
  expect(is.ca.paths('POST')).toEqual([])
})

test('is asked once by many, and again after an hour', async () => {
  let time = now.getTime()
  const acme = connectAcme({
    ...{ directory: is.ca.directory, tlsCa: is.ca.tlsCa, accountKey: generateAccountKey() },
    ...{ userAgent: 'x', clock: () => new Date(time) },
  })
  await Promise.all(Array.from({ length: 10 }, () => acme.directory(signal)))
  time += 59 * 60_000
  await acme.directory(signal)
  const within = is.ca.paths('GET').length
  time += 2 * 60_000
  await acme.directory(signal)
  await acme.close()

  expect([within, is.ca.paths('GET').length]).toEqual([1, 2])
})

test('is asked anew where it has to be newer, and for a profile that it does not have', async () => {
  let time = now.getTime()
  const acme = connectAcme({
    ...{ directory: is.ca.directory, tlsCa: is.ca.tlsCa, accountKey: generateAccountKey() },
    ...{ userAgent: 'x', clock: () => new Date(time) },
  })
  await acme.directory(signal)
  time += 61_000
  await acme.directory(signal, 60_000)
  await acme.directory(signal, 60_000)
  const newer = is.ca.paths('GET').length
  time += 61_000
  await failureOf(acme.newOrder(['a.example'], signal, { profile: 'of-tomorrow' }))
  await acme.close()

  expect([newer, is.ca.paths('GET').length]).toEqual([2, 3])
})

test('a failure is not kept', async () => {
  is.answer('/directory', (response) => response.writeHead(503, { 'retry-after': '9' }).end())
  expect(await failureOf(is.acme.directory(signal))).toMatchObject({
    ...{ name: 'AcmeProblem', status: 503, retryAfter: new Date(now.getTime() + 9000) },
  })
  is.ca.misbehave()

  expect(await is.acme.directory(signal)).toMatchObject({ externalAccountRequired: true })
})

test('one who gives up waiting for it does not spoil it for the others', async () => {
  const asked = Promise.withResolvers<() => void>()
  is.ca.misbehave((_, __, usual) => {
    asked.resolve(usual)
    return true
  })
  const impatient = new AbortController()
  const givesUp = failureOf(is.acme.directory(impatient.signal))
  const waits = is.acme.directory(signal)
  const answer = await asked.promise
  impatient.abort(new Error('enough'))
  expect(await givesUp).toMatchObject({ message: 'enough' })
  answer()

  expect(await waits).toMatchObject({ externalAccountRequired: true })
  expect(is.ca.paths('GET')).toHaveLength(1)
})

test.each(['http://ca.example/directory', '', 'ca.example/directory', 'file:///etc/passwd'])(
  'has to be https: %j is refused at once',
  (directory) => {
    const options = { userAgent: 'x', clock: () => now, accountKey: generateAccountKey() }

    expect(() => connectAcme({ directory, ...options })).toThrow(
      expect.objectContaining({ code: 'ERR_CA_URL_FOREIGN' }),
    )
  },
)

test('a query in its URL is kept', async () => {
  const acme = connectAcme({
    ...{ directory: `${is.ca.directory}?action=renew&orderId=7`, tlsCa: is.ca.tlsCa },
    ...{ userAgent: 'x', clock: () => now, accountKey: generateAccountKey() },
  })
  await failureOf(acme.directory(signal))
  await acme.close()

  expect(is.ca.paths('GET')).toEqual(['/directory?action=renew&orderId=7'])
})
