import { afterEach, beforeEach, expect, test } from 'vitest'
import { failureOf, type Stage, signal, stage } from './test-stage.ts'

let is: Stage
beforeEach(async () => {
  is = await stage()
})
afterEach(() => is.close())

const challenge = (change: object = {}) => ({
  ...{ type: 'dns-01', url: `${is.origin}/challenge/1`, status: 'pending', token: 'a'.repeat(43) },
  ...change,
})
/** The CA has this authorization. */
const authorization = (change: object, headers: Record<string, string> = {}) =>
  is.answer('/authz/1', (response) =>
    response.writeHead(200, headers).end(
      JSON.stringify({
        ...{ status: 'pending', identifier: { type: 'dns', value: 'A.Example' } },
        challenges: [challenge()],
        ...change,
      }),
    ),
  )
const read = () => is.acme.authorization(`${is.origin}/authz/1`, signal)

test('an authorization is what RFC 8555 §7.1.4 shows, its name in lower case', async () => {
  authorization({ wildcard: true, expires: '2026-12-01T12:00:00.5+01:00' }, { 'retry-after': '9' })

  expect(await read()).toEqual({
    ...{ url: `${is.origin}/authz/1`, status: 'pending', name: 'a.example', wildcard: true },
    ...{ expires: new Date('2026-12-01T11:00:00.500Z'), challenges: [challenge()] },
    retryAfter: new Date('2026-11-24T12:00:09.000Z'),
  })
})

test('challenges that we do not know are kept as they are', async () => {
  const unknown = { type: 'of-tomorrow', url: `${is.origin}/challenge/2`, status: 'pending' }
  authorization({ challenges: [{ ...unknown, novelty: true }, challenge()] })

  expect((await read()).challenges).toEqual([unknown, challenge()])
})

test('a challenge of dns-persist-01 says whose name its record has', async () => {
  const persistent = { type: 'dns-persist-01', url: `${is.origin}/challenge/2`, status: 'pending' }
  authorization({ challenges: [{ ...persistent, 'issuer-domain-names': ['ca.example'] }] })

  expect((await read()).challenges).toEqual([{ ...persistent, issuerDomainNames: ['ca.example'] }])
})

test.each(['deactivated', 'expired', 'revoked'])('%s is told, with one request', async (status) => {
  authorization({ status })

  expect(await read()).toMatchObject({ status })
  expect(is.ca.paths('POST')).toHaveLength(1)
})

test.each([
  ['a status of its own', { status: 'pondering' }],
  ['no identifier', { identifier: null }],
  [
    'a challenge of a status of its own',
    { challenges: [{ ...{ type: 'x', url: 'y' }, status: 'z' }] },
  ],
  [
    'a token that is none',
    { challenges: [{ type: 'x', url: 'y', status: 'valid', token: 'a b' }] },
  ],
  ['more challenges than there can be', { challenges: Array(1000).fill({}) }],
])('an authorization with %s is malformed', async (_, change) => {
  authorization(change)

  expect(await failureOf(read())).toMatchObject({ code: 'ERR_CA_MALFORMED', outcomeUnknown: false })
})

test('names of the prototype do no harm', async () => {
  authorization(JSON.parse('{"__proto__": {"polluted": 1}, "constructor": {"prototype": 1}}'))

  expect(await read()).not.toHaveProperty('polluted')
  expect({}).not.toHaveProperty('polluted')
})

test('a challenge is answered with an empty object, and may tell of a failure that is not final', async () => {
  const error = { type: 'urn:ietf:params:acme:error:dns', detail: 'no answer yet' }
  is.answer('/challenge/1', (response) =>
    response
      .writeHead(200, { 'retry-after': '15' })
      .end(JSON.stringify(challenge({ status: 'processing', error }))),
  )

  expect(await is.acme.answerChallenge(`${is.origin}/challenge/1`, signal)).toEqual({
    ...challenge({ status: 'processing', error }),
    retryAfter: new Date('2026-11-24T12:00:15.000Z'),
  })
  expect(is.ca.asked.at(-1)?.payload).toEqual({})
})
