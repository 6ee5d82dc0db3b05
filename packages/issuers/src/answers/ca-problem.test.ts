import { AcmeProblem, CaError } from '@certwire/acme'
import { Problem } from '@certwire/contracts'
import type { CaPlace } from '@certwire/domain'
import { describe, expect, test } from 'vitest'
import { aProblem } from '../fake-ca.ts'
import { IssuerError } from '../issuer-error.ts'
import { caProblem, meaningOf } from './ca-problem.ts'

const now = new Date('2026-11-24T12:00:00.000Z')
const chance = { clock: () => now, random: () => 0 }
const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1000)

/** Who must act, and what the order does: it waits for so many seconds, is placed anew, or ends. */
function outcome(error: unknown, place: CaPlace = 'newOrder') {
  const { problem, until } = caProblem(error, chance, place)
  expect(Problem.safeParse(problem).error).toBeUndefined()
  const waits = until && (Date.parse(until) - now.getTime()) / 1000
  return [problem.actor, waits ?? (problem.retryable ? 'new order' : 'ends')]
}

test('the answer’s own status counts, and not what the document says of it', () => {
  const { document } = aProblem('of-tomorrow')
  const lying = new AcmeProblem(at(503), { ...document, status: 400, subproblems: [] })

  expect(outcome(lying)).toEqual(['ca', 30])
})

test.each([
  ['order', 'nobody', 'new order'],
  ['newOrder', 'operator', 'ends'],
] as const)('what is asked for matters: unauthorized at %s', (place, actor, then) => {
  expect(outcome(aProblem('unauthorized', 403), place)).toEqual([actor, then])
})

const at = (status: number) => ({ url: 'https://ca.example/new-order', status })

const reasonOf = (error: AcmeProblem) => caProblem(error, chance, 'newOrder').problem.reason

describe('the reason', () => {
  const part = (kind: string, n: number) => ({
    ...{ type: `urn:ietf:params:acme:error:${kind}`, detail: kind },
    identifier: { type: 'dns', value: `n${n}.example` },
  })

  test('names every name that it is about, and where a person should look', () => {
    const { type } = aProblem('malformed')
    const subproblems = [part('rejectedIdentifier', 0), part('caa', 1)]
    const instance = 'https://ca.example/why'

    expect(reasonOf(new AcmeProblem(at(403), { type, detail: 'No', subproblems, instance }))).toBe(
      'The CA says malformed: No (n0.example: rejectedIdentifier; n1.example: caa), see https://ca.example/why',
    )
  })

  test('is short of many names', () => {
    const { type } = aProblem('compound')
    const subproblems = Array.from({ length: 8 }, (_, n) => part('caa', n))

    expect(reasonOf(new AcmeProblem(at(403), { type, detail: 'No', subproblems }))).toMatch(
      /n4.example: caa; and n5.example, n6.example, n7.example\)$/,
    )
  })

  test('says what the CA takes, and where its terms and its help are', () => {
    const { document } = aProblem('badSignatureAlgorithm')
    const around = { termsOfService: 'https://ca.example/terms', help: 'https://ca.example/help' }
    const problem = { ...document, subproblems: [], algorithms: ['ES256', 'RS256'] }

    expect(reasonOf(new AcmeProblem(at(400), problem, around))).toBe(
      'The CA says badSignatureAlgorithm: no, it takes ES256, RS256, the terms are at https://ca.example/terms, help is at https://ca.example/help',
    )
  })

  test('of the page of a proxy is its HTTP status', () => {
    const page = { type: 'about:blank', detail: '', subproblems: [] }

    expect(caProblem(new AcmeProblem(at(502), page), chance, 'newOrder')).toMatchObject({
      problem: { code: 'ERR_ACME_UNKNOWN', reason: 'The CA says HTTP 502: no detail' },
    })
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

    const { until } = caProblem(aProblem('rateLimited', 429), half, 'newOrder')

    expect(until).toBe('2026-11-24T12:01:15.000Z')
  })

  test.each([
    ['a minute at first', 0, 60],
    ['eight minutes the third time after', 3, 480],
    ['a day in the end', 100, 86_400],
  ])('%s, where a rate limit has no time', (_, deferred, seconds) => {
    const { until } = caProblem(aProblem('rateLimited', 429), { ...chance, deferred }, 'newOrder')

    expect(until).toBe(inSeconds(seconds).toISOString())
  })

  test('ten minutes at most for a CA that is away', () => {
    const away = new CaError('ERR_CA_UNREACHABLE', 'no route')

    const { until } = caProblem(away, { ...chance, deferred: 9 }, 'newOrder')

    expect(until).toBe(inSeconds(600).toISOString())
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
  const { says } = meaningOf(aProblem(kind).document, 'issuance')

  expect(says).toMatchObject({ actor, retryable })
})
