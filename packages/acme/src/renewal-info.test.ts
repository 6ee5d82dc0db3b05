import { afterEach, beforeEach, expect, test } from 'vitest'
import { failureOf, problem, type Stage, signal, stage } from './test-stage.ts'

let is: Stage
beforeEach(async () => {
  is = await stage()
})
afterEach(() => is.close())

const CERT_ID = 'aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE'
const ask = () => is.acme.renewalInfo(CERT_ID, signal)
const answer = (body: unknown, headers = {}) =>
  is.answer(`/renewal-info/${CERT_ID}`, (r) => r.writeHead(200, headers).end(JSON.stringify(body)))

test('the window comes without a signature, with its reason and the time to ask again', async () => {
  expect(await ask()).toEqual({
    window: { start: new Date('2026-12-20T00:00:00Z'), end: new Date('2026-12-22T00:00:00Z') },
    explanationUrl: 'https://ca.example/why',
    retryAfter: new Date('2026-11-24T18:00:00.000Z'),
  })
  expect(is.ca.paths('POST')).toEqual([])
})

test.each([
  ['ends before it starts', { start: '2026-12-22T00:00:00Z', end: '2026-12-20T00:00:00Z' }],
  ['has no length', { start: '2026-12-22T00:00:00Z', end: '2026-12-22T00:00:00Z' }],
  ['has no end', { start: '2026-12-22T00:00:00Z' }],
  ['is no time', { start: 'soon', end: 'later' }],
])('a window that %s is malformed', async (_, suggestedWindow) => {
  answer({ suggestedWindow })

  expect(await failureOf(ask())).toMatchObject({ code: 'ERR_CA_MALFORMED', outcomeUnknown: false })
})

test('an explanation that is none is left out', async () => {
  const suggestedWindow = { start: '2026-12-20T00:00:00+01:00', end: '2026-12-22T00:00:00.5Z' }
  answer({ suggestedWindow, explanationURL: 7 })

  expect(Object.keys(await ask())).toEqual(['window'])
})

test('a certificate that the CA does not know is its problem', async () => {
  is.answer(`/renewal-info/${CERT_ID}`, (r) => r.writeHead(404).end(problem('malformed')))

  expect(await failureOf(ask())).toMatchObject({ code: 'ERR_ACME_MALFORMED', status: 404 })
})

test('a CA without renewal information says so by its own code', async () => {
  const [newNonce, newOrder] = [`${is.origin}/new-nonce`, `${is.origin}/new-order`]
  is.answer('/directory', (r) =>
    r.end(JSON.stringify({ newNonce, newOrder, newAccount: newOrder })),
  )

  expect(await failureOf(ask())).toMatchObject({ code: 'ERR_CA_NO_RENEWAL_INFO', retryable: false })
})

test.each(['', 'a', '../directory', 'a.b/c', 'a.b?c', 'a.b.c'])(
  '%j is no id of a certificate, and is not asked',
  async (certId) => {
    expect(await failureOf(is.acme.renewalInfo(certId, signal))).toBeInstanceOf(TypeError)
    expect(is.ca.asked).toEqual([])
  },
)
