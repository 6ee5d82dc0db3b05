import { AcmeProblem, CaError } from '@certwire/acme'
import { Problem } from '@certwire/contracts'
import { describe, expect, test } from 'vitest'
import { caProblem, meaningOf } from './ca-problem.ts'
import { aProblem } from './fake-ca.ts'
import { IssuerError } from './issuer-error.ts'

const now = new Date('2026-11-24T12:00:00.000Z')
const chance = { clock: () => now, random: () => 0 }
const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1000)

/** Who must act, and what the order does: it waits for so many seconds, is placed anew, or ends. */
function outcome(error: unknown, about: 'account' | 'order' = 'account') {
  const { problem, until } = caProblem(error, chance, about)
  expect(Problem.safeParse(problem).error).toBeUndefined()
  const waits = until && (Date.parse(until) - now.getTime()) / 1000
  return [problem.actor, waits ?? (problem.retryable ? 'new order' : 'ends')]
}

describe('what a CA answers has one meaning for each type of RFC 8555 §6.7', () => {
  test.each([
    ['badNonce', 400, 'ca', 1],
    ['rateLimited', 429, 'nobody', 60],
    ['rateLimited', 503, 'nobody', 60],
    ['serverInternal', 500, 'ca', 30],
    ['malformed', 400, 'operator', 'ends'],
    ['malformed', 404, 'nobody', 'new order'],
    ['malformed', 405, 'operator', 'ends'],
    ['badCSR', 400, 'requester', 'ends'],
    ['badPublicKey', 400, 'requester', 'ends'],
    ['badSignatureAlgorithm', 400, 'operator', 'ends'],
    ['accountDoesNotExist', 400, 'nobody', 'new order'],
    ['externalAccountRequired', 403, 'operator', 'ends'],
    ['unauthorized', 401, 'operator', 'ends'],
    ['unauthorized', 403, 'operator', 'ends'],
    ['incorrectResponse', 400, 'nobody', 'new order'],
    ['dns', 400, 'nobody', 'new order'],
    ['connection', 400, 'nobody', 'new order'],
    ['tls', 400, 'nobody', 'new order'],
    ['caa', 403, 'operator', 'ends'],
    ['rejectedIdentifier', 400, 'requester', 'ends'],
    ['unsupportedIdentifier', 400, 'requester', 'ends'],
    ['orderNotReady', 403, 'nobody', 'new order'],
    ['userActionRequired', 403, 'operator', 'ends'],
    ['invalidContact', 400, 'operator', 'ends'],
    ['unsupportedContact', 400, 'operator', 'ends'],
    ['conflict', 409, 'ca', 30],
  ])('%s with HTTP %i', (kind, status, actor, then) => {
    expect(outcome(aProblem(kind, status))).toEqual([actor, then])
  })

  test.each([
    [408, 'ca', 30],
    [425, 'ca', 30],
    [429, 'ca', 30],
    [500, 'ca', 30],
    [502, 'ca', 30],
    [503, 'ca', 30],
    [504, 'ca', 30],
    [404, 'nobody', 'new order'],
    [400, 'operator', 'ends'],
    [403, 'operator', 'ends'],
    [409, 'operator', 'ends'],
  ] as const)('a type that nobody knows, by HTTP %i', (status, actor, then) => {
    expect(outcome(aProblem('of-tomorrow', status))).toEqual([actor, then])
    expect(outcome(aProblem('constructor', status))).toEqual([actor, then])
  })

  test('for an order that is there, unauthorized means that it is not ours any more', () => {
    expect(outcome(aProblem('unauthorized', 403), 'order')).toEqual(['nobody', 'new order'])
  })

  test.each([
    ['something for the operator', ['rateLimited', 'caa'], 'operator', 'ends'],
    ['a name that is refused', ['caa', 'rejectedIdentifier', 'dns'], 'requester', 'ends'],
    ['parts that pass with another order', ['rateLimited', 'dns'], 'nobody', 'new order'],
    ['parts that pass', ['rateLimited', 'rateLimited'], 'nobody', 60],
  ])('one of several parts is as bad as the worst: %s', (_, kinds, actor, then) => {
    expect(outcome(withParts('compound', kinds))).toEqual([actor, then])
    expect(outcome(withParts('malformed', kinds))).toEqual([actor, then])
  })
})

function withParts(kind: string, kinds: readonly string[]): AcmeProblem {
  const type = (one: string) => `urn:ietf:params:acme:error:${one}`
  return new AcmeProblem(
    { url: 'https://ca.example/new-order', status: 403 },
    {
      ...{ type: type(kind), detail: 'Some names were rejected' },
      subproblems: kinds.map((one, at) => ({
        ...{ type: type(one), detail: one },
        identifier: { type: 'dns', value: `n${at}.example` },
      })),
    },
  )
}

test('the reason names the parts, and where a person should look', () => {
  const { type, subproblems } = withParts('malformed', ['rejectedIdentifier', 'caa'])
  const at = { url: 'https://ca.example/new-order', status: 403 }
  const instance = 'https://ca.example/why'

  const { problem } = caProblem(
    new AcmeProblem(at, { type, detail: 'No', subproblems, instance }),
    chance,
    'account',
  )

  expect(problem.reason).toBe(
    'The CA says malformed: No (n0.example: rejectedIdentifier; n1.example: caa), see https://ca.example/why',
  )
})

test('a page of a proxy is told by its HTTP status', () => {
  const page = { type: 'about:blank', detail: '', subproblems: [] }
  const error = new AcmeProblem({ url: 'https://ca.example/new-order', status: 502 }, page)

  expect(caProblem(error, chance, 'account')).toMatchObject({
    problem: { code: 'ERR_ACME_UNKNOWN', reason: 'The CA says HTTP 502: no detail' },
  })
})

describe('how long to wait', () => {
  test.each([
    ['what the CA asks for', 7200, 7200],
    ['never less than a minute for a rate limit', 1, 60],
    ['never more than a day', 86_400 * 30, 86_400],
  ])('%s', (_, asked, seconds) => {
    expect(outcome(aProblem('rateLimited', 429, inSeconds(asked)))).toEqual(['nobody', seconds])
  })

  test('chance spreads orders that were refused together', () => {
    const half = { ...chance, random: () => 0.5 }

    const { until } = caProblem(aProblem('rateLimited', 429), half, 'account')

    expect(until).toBe('2026-11-24T12:01:15.000Z')
  })
})

test.each([
  ['ERR_CA_UNREACHABLE', 'ca', 30],
  ['ERR_CA_TIMEOUT', 'ca', 30],
  ['ERR_CA_TLS', 'operator', 'ends'],
  ['ERR_CA_REDIRECT', 'operator', 'ends'],
  ['ERR_CA_URL_FOREIGN', 'operator', 'ends'],
  ['ERR_CA_BODY_TOO_LARGE', 'operator', 'ends'],
  ['ERR_CA_MALFORMED', 'operator', 'ends'],
] as const)('a CA that does not answer as one: %s', (code, actor, then) => {
  expect(outcome(new CaError(code, 'no'))).toEqual([actor, then])
})

test.each([
  ['ERR_ISSUER_UNKNOWN', 'operator', 'ends'],
  ['ERR_ACCOUNT_MISSING', 'nobody', 30],
] as const)('an account that cannot be used: %s', (code, actor, then) => {
  expect(outcome(new IssuerError(code, 'no'))).toEqual([actor, then])
})

test('any other error is trouble, and is thrown on', () => {
  const error = new TypeError('a bug')

  expect(() => caProblem(error, chance, 'order')).toThrow(error)
})

test.each([
  ['rateLimited', 'nobody', true],
  ['caa', 'operator', false],
  ['badCSR', 'requester', false],
  ['unauthorized', 'nobody', true],
])('an order that carries %s', (kind, actor, retryable) => {
  expect(meaningOf(aProblem(kind).document)).toMatchObject({ actor, retryable })
})
