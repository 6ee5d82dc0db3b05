import { describe, expect, test } from 'vitest'
import type { Answer } from './answer.ts'
import { problemOf } from './problem.ts'
import { now } from './test-stage.ts'

const answered = (status: number, body: unknown): Answer => ({
  ...{ url: 'https://ca.example/new-order', status, changes: true, links: [] },
  ...{ body: '', json: () => body, header: () => undefined },
})
const of = (body: unknown, status = 400) => problemOf(answered(status, body), now)

test('a problem is what RFC 8555 §6.7.1 shows, field for field', () => {
  const body = {
    type: 'urn:ietf:params:acme:error:malformed',
    detail: 'Some of the identifiers requested were rejected',
    status: 403,
    instance: 'https://ca.example/why',
    subproblems: [
      {
        type: 'urn:ietf:params:acme:error:rejectedIdentifier',
        detail: 'This CA will not issue for "example.net"',
        identifier: { type: 'dns', value: 'example.net' },
      },
    ],
  }

  const problem = of(body)

  expect(problem).toMatchObject({
    ...{ name: 'AcmeProblem', code: 'ERR_ACME_MALFORMED', status: 400, type: body.type },
    ...{ detail: body.detail, instance: body.instance, subproblems: body.subproblems },
    ...{ url: 'https://ca.example/new-order' },
    message: 'malformed: Some of the identifiers requested were rejected',
  })
  expect(problem?.document).toEqual({
    ...{ type: body.type, detail: body.detail, status: 403 },
    subproblems: [{ ...body.subproblems[0], identifier: 'example.net' }],
  })
})

test.each([
  ['rateLimited', 'ERR_ACME_RATE_LIMITED'],
  ['badCSR', 'ERR_ACME_BAD_CSR'],
  ['externalAccountRequired', 'ERR_ACME_EXTERNAL_ACCOUNT_REQUIRED'],
  ['dns', 'ERR_ACME_DNS'],
  ['of-tomorrow', 'ERR_ACME_OFTOMORROW'],
  ['', 'ERR_ACME_UNKNOWN'],
  ['"><script>', 'ERR_ACME_SCRIPT'],
])('the type …%s has the code %s', (kind, code) => {
  expect(of({ type: `urn:ietf:params:acme:error:${kind}` })?.code).toBe(code)
})

describe('what a CA leaves out, or says wrongly, is no reason to fail', () => {
  test.each([
    ['no JSON at all', undefined],
    ['null', null],
    ['a list', ['urn:ietf:params:acme:error:dns']],
    ['a text', 'no'],
    ['an empty object', {}],
    ['the wrong types', { type: 5, detail: {}, status: 'x', subproblems: 'none', instance: [] }],
    ['a type of the prototype', JSON.parse('{"__proto__": {"type": "x", "detail": "y"}}')],
  ])('%s', (_, body) => {
    const problem = of(body, 503)

    expect(problem).toMatchObject({ code: 'ERR_ACME_UNKNOWN', status: 503, type: 'about:blank' })
    expect(problem?.message).toBe('unknown: HTTP 503')
    expect(problem?.document).toEqual({ type: 'about:blank', detail: '' })
  })

  test('a subproblem that is none leaves the others', () => {
    const dns = { type: 'urn:ietf:params:acme:error:dns', detail: 'no answer' }

    expect(of({ subproblems: [7, dns, null, {}] })?.document.subproblems).toEqual([
      dns,
      { type: 'about:blank', detail: '' },
    ])
  })
})

test('the text of a problem is bounded and one line', () => {
  const endless = 'x'.repeat(100_000)
  const problem = of({
    type: endless,
    detail: `a\r\nINFO all is well\u001b[2J\u202e${endless}`,
    subproblems: Array(10_000).fill({
      type: endless,
      detail: endless,
      identifier: { type: endless, value: endless },
    }),
  })

  expect(problem?.type).toHaveLength(300)
  expect(problem?.detail.length).toBeLessThanOrEqual(2000)
  expect(problem?.detail).toMatch(/^a INFO all is well \[2J xxx/)
  expect(problem?.document.subproblems).toHaveLength(100)
  expect(JSON.stringify(problem?.document).length).toBeLessThan(300_000)
})

test('an answer that is a success has no problem', () => {
  expect([200, 201, 204].map((status) => of({ type: 'x' }, status))).toEqual([
    ...[undefined, undefined, undefined],
  ])
})
