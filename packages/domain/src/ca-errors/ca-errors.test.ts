import { describe, expect, test } from 'vitest'
import { caErrorOf, caErrors, caSituation } from './ca-errors.ts'
import type { CaErrorRow, CaPlace, CaSituation } from './row.ts'

const urn = (kind: string) => `urn:ietf:params:acme:error:${kind}`
const answered = (kind: string, at: CaPlace, status = 400, detail = '') =>
  caErrorOf({ type: urn(kind), detail, status }, at)

/** Who must act, whether it passes, after how many seconds the order goes on, and whether it counts. */
const outcome = ({ action, says, waitMs, counts }: CaErrorRow) => [
  action,
  says.actor,
  says.retryable ? 'passes' : 'ends',
  ...(waitMs === undefined ? [] : [waitMs / 1000]),
  ...(counts ? ['counts'] : []),
]

const PAUSED =
  'Your account is temporarily prevented from requesting certificates for a.example. Please visit: https://ca.example/unpause'

const answers: readonly (readonly [CaErrorRow, unknown[]])[] = [
  // What passes.
  [answered('badNonce', 'newOrder'), ['sign-again', 'ca', 'passes', 1]],
  [answered('rateLimited', 'newOrder', 429), ['wait', 'nobody', 'passes', 60]],
  [answered('rateLimited', 'finalize', 503), ['wait', 'nobody', 'passes', 60]],
  [answered('rateLimited', 'newOrder', 429, PAUSED), ['wait', 'operator', 'passes', 3600]],
  [answered('rateLimited', 'validation'), ['new-order', 'nobody', 'passes']],
  [answered('serverInternal', 'order', 500), ['wait', 'ca', 'passes', 30]],
  [answered('serverInternal', 'newOrder', 500), ['ask-orders', 'ca', 'passes', 30]],
  [answered('serverInternal', 'finalize', 500), ['ask-order', 'ca', 'passes', 30]],
  [answered('serverInternal', 'issuance'), ['new-order', 'ca', 'passes']],
  [answered('conflict', 'order', 409), ['wait', 'ca', 'passes', 30]],
  [answered('conflict', 'newOrder', 409), ['ask-orders', 'ca', 'passes', 30]],
  [answered('conflict', 'finalize', 409), ['ask-order', 'ca', 'passes', 30]],
  [answered('conflict', 'validation'), ['new-order', 'ca', 'passes']],
  [answered('of-tomorrow', 'order', 502), ['wait', 'ca', 'passes', 30]],
  [answered('of-tomorrow', 'newOrder', 503), ['ask-orders', 'ca', 'passes', 30]],
  [answered('of-tomorrow', 'finalize', 504), ['ask-order', 'ca', 'passes', 30]],
  [answered('of-tomorrow', 'issuance', 500), ['new-order', 'ca', 'passes']],
  [answered('of-tomorrow', 'newOrder', 408), ['wait', 'ca', 'passes', 30]],
  [answered('of-tomorrow', 'newOrder', 425), ['wait', 'ca', 'passes', 30]],
  // What the CA saw of a name.
  [answered('dns', 'validation'), ['new-order', 'operator', 'passes', 'counts']],
  [answered('connection', 'validation'), ['new-order', 'operator', 'passes', 'counts']],
  [answered('tls', 'validation'), ['new-order', 'operator', 'passes', 'counts']],
  [answered('unauthorized', 'validation', 403), ['new-order', 'operator', 'passes', 'counts']],
  [answered('incorrectResponse', 'validation', 403), ['new-order', 'operator', 'passes', 'counts']],
  [answered('caa', 'validation', 403), ['fail', 'operator', 'ends', 'counts']],
  [answered('malformed', 'validation'), ['fail', 'operator', 'ends', 'counts']],
  [answered('of-tomorrow', 'validation'), ['fail', 'operator', 'ends', 'counts']],
  [answered('caa', 'newOrder', 403), ['fail', 'operator', 'ends']],
  [answered('dns', 'issuance'), ['new-order', 'nobody', 'passes']],
  [answered('connection', 'issuance'), ['new-order', 'nobody', 'passes']],
  [answered('tls', 'issuance'), ['new-order', 'nobody', 'passes']],
  [answered('incorrectResponse', 'issuance'), ['new-order', 'nobody', 'passes']],
  // What is wrong with the account, or with the issuer.
  [answered('accountDoesNotExist', 'newOrder'), ['register-again', 'nobody', 'passes']],
  [answered('externalAccountRequired', 'account', 403), ['stop-issuer', 'operator', 'ends']],
  [answered('unauthorized', 'account', 401), ['stop-issuer', 'operator', 'ends']],
  [answered('unauthorized', 'newOrder', 403), ['fail', 'operator', 'ends']],
  [answered('userActionRequired', 'finalize', 403), ['stop-issuer', 'operator', 'ends']],
  [answered('invalidContact', 'account'), ['stop-issuer', 'operator', 'ends']],
  [answered('unsupportedContact', 'account'), ['stop-issuer', 'operator', 'ends']],
  [answered('badSignatureAlgorithm', 'newOrder'), ['stop-issuer', 'operator', 'ends']],
  [answered('badPublicKey', 'account'), ['stop-issuer', 'operator', 'ends']],
  [answered('badPublicKey', 'newOrder'), ['stop-issuer', 'operator', 'ends']],
  // What is wrong with the request.
  [answered('badPublicKey', 'finalize'), ['fail', 'requester', 'ends']],
  [answered('badCSR', 'finalize'), ['fail', 'requester', 'ends']],
  [answered('rejectedIdentifier', 'newOrder', 403), ['fail', 'requester', 'ends']],
  [answered('unsupportedIdentifier', 'newOrder'), ['fail', 'requester', 'ends']],
  [answered('alreadyReplaced', 'newOrder', 409), ['without-replaces', 'nobody', 'passes']],
  [answered('invalidProfile', 'newOrder'), ['without-profile', 'requester', 'ends']],
  // What is over at the CA.
  [answered('unauthorized', 'order', 403), ['new-order', 'nobody', 'passes']],
  [answered('orderNotReady', 'finalize', 403), ['ask-order', 'nobody', 'passes']],
  [answered('malformed', 'order', 404), ['new-order', 'nobody', 'passes']],
  [answered('malformed', 'finalize', 410), ['new-order', 'nobody', 'passes']],
  [answered('of-tomorrow', 'order', 404), ['new-order', 'nobody', 'passes']],
  [answered('of-tomorrow', 'finalize', 410), ['new-order', 'nobody', 'passes']],
  [answered('malformed', 'certificate', 404), ['wait', 'nobody', 'passes', 60]],
  [answered('unauthorized', 'certificate', 403), ['wait', 'nobody', 'passes', 60]],
  [answered('of-tomorrow', 'certificate', 410), ['wait', 'nobody', 'passes', 60]],
  // Revocation.
  [answered('alreadyRevoked', 'revocation'), ['accept-as-done', 'nobody', 'passes']],
  [answered('badRevocationReason', 'revocation'), ['without-reason', 'operator', 'ends']],
  [answered('unauthorized', 'revocation', 403), ['fail', 'operator', 'ends']],
  // Whatever else there is.
  [answered('malformed', 'newOrder', 405), ['fail', 'operator', 'ends']],
  [answered('of-tomorrow', 'newOrder', 404), ['fail', 'operator', 'ends']],
  [answered('of-tomorrow', 'newOrder', 403), ['fail', 'operator', 'ends']],
]

const situations: readonly (readonly [CaSituation, CaPlace, unknown[]])[] = [
  ['no answer', 'newOrder', ['wait', 'ca', 'passes', 30]],
  ['lost reply', 'account', ['ask-account', 'ca', 'passes', 30]],
  ['lost reply', 'newOrder', ['ask-orders', 'ca', 'passes', 30]],
  ['lost reply', 'finalize', ['ask-order', 'ca', 'passes', 30]],
  ['lost reply', 'order', ['wait', 'ca', 'passes', 30]],
  ['no CA', 'newOrder', ['fail', 'operator', 'ends']],
  ['profile unknown', 'newOrder', ['without-profile', 'requester', 'ends']],
  ['order invalid', 'issuance', ['new-order', 'nobody', 'passes']],
  ['order expired', 'validation', ['new-order', 'nobody', 'passes']],
  ['authorization over', 'validation', ['new-order', 'nobody', 'passes']],
]

const titled = answers.map(
  ([row, expected]) => [`${row.error}: ${expected.join(', ')}`, row, expected] as const,
)

test.each(titled)('the CA says %s', (_, row, expected) => {
  expect(outcome(row)).toEqual(expected)
})

test.each(situations)('%s at %s', (situation, at, expected) => {
  expect(outcome(caSituation(situation, at))).toEqual(expected)
})

test('every row is one of these, but for that of what has parts', () => {
  const seen = new Set([
    ...answers.map(([row]) => row),
    ...situations.map(([situation, at]) => caSituation(situation, at)),
  ])

  const unseen = caErrors.filter((row) => !seen.has(row))

  expect(unseen.map(({ error }) => error)).toEqual(['compound'])
})

test.each(['constructor', 'lost reply', '', 'unknown'])(
  '"%s" is a type that nobody knows',
  (kind) => {
    expect(outcome(answered(kind, 'newOrder'))).toEqual(['fail', 'operator', 'ends'])
  },
)

test('a type where it has no business is judged as one that nobody knows', () => {
  expect(outcome(answered('badRevocationReason', 'newOrder'))).toEqual(['fail', 'operator', 'ends'])
})

describe('HTTP 429 never ends an order', () => {
  test.each(['rateLimited', 'malformed', 'userActionRequired', 'caa', 'of-tomorrow', 'compound'])(
    'whatever its type: %s',
    (kind) => {
      const subproblems = [{ type: urn('rejectedIdentifier'), detail: '' }]
      const problem = { type: urn(kind), detail: '', status: 429, subproblems }

      expect(outcome(caErrorOf(problem, 'newOrder'))).toEqual(['wait', 'nobody', 'passes', 60])
    },
  )
})

describe('what has parts is as bad as the worst of them', () => {
  test.each([
    [
      ['rateLimited', 'caa'],
      ['fail', 'operator', 'ends'],
    ],
    [
      ['caa', 'rejectedIdentifier', 'dns'],
      ['fail', 'requester', 'ends'],
    ],
    [
      ['rateLimited', 'dns'],
      ['new-order', 'nobody', 'passes'],
    ],
    [
      ['rateLimited', 'rateLimited'],
      ['wait', 'nobody', 'passes', 60],
    ],
  ])('%j', (kinds, expected) => {
    const subproblems = kinds.map((kind) => ({ type: urn(kind), detail: '' }))
    const whole = (kind: string) =>
      caErrorOf({ type: urn(kind), detail: '', status: 403, subproblems }, 'newOrder')

    expect([outcome(whole('compound')), outcome(whole('malformed'))]).toEqual([expected, expected])
  })

  test('without any part the status decides', () => {
    expect(outcome(answered('compound', 'order', 500))).toEqual(['wait', 'ca', 'passes', 30])
    expect(outcome(answered('compound', 'order', 403))).toEqual(['fail', 'operator', 'ends'])
  })
})
