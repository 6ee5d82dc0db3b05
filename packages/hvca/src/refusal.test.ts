import { hvcaRefusal } from '@certwire/sandbox'
import { describe, expect, test } from 'vitest'
import { refusal, signal, stage } from './test-stage.ts'

const asking = { operation: 'GET /quotas/issuance' }

test.each([
  [202, 'ERR_HVCA_PENDING', 'nobody', true],
  [400, 'ERR_HVCA_REFUSED', 'operator', false],
  [402, 'ERR_HVCA_QUOTA', 'operator', false],
  [403, 'ERR_HVCA_AUTH', 'operator', false],
  [404, 'ERR_HVCA_REFUSED', 'operator', false],
  [422, 'ERR_HVCA_VALIDATION', 'operator', false],
  [424, 'ERR_HVCA_CLAIM_EXPIRED', 'operator', false],
  [429, 'ERR_HVCA_RATE_LIMITED', 'nobody', true],
  [500, 'ERR_HVCA_BUSY', 'ca', true],
  [503, 'ERR_HVCA_BUSY', 'ca', true],
] as const)('HTTP %i is %s: %s acts', async (status, code, actor, retryable) => {
  const { hvca, stub } = await stage()
  stub.answerNext(hvcaRefusal(status), asking)

  const error = await refusal(hvca.quota(signal))

  expect(error).toMatchObject({ code, actor, retryable })
  expect([error.message.includes(`Scripted ${status}`), error.remedy !== '']).toEqual([true, true])
})

describe('Retry-After', () => {
  const soon = new Date('2026-11-24T12:01:00Z')
  const nextDay = new Date('2026-11-25T12:00:00Z')

  test.each([
    ['60', soon],
    [soon.toUTCString(), soon],
    ['999999999999', nextDay],
    ['soon', undefined],
    ['-5', undefined],
  ])('%s is %s', async (header, expected) => {
    const { hvca, stub } = await stage()
    stub.answerNext(hvcaRefusal(429, { 'retry-after': header }), asking)

    expect((await refusal(hvca.quota(signal))).retryAfter).toEqual(expected)
  })
})

test('nothing is asked before HVCA wants to be asked again', async () => {
  const { hvca, stub, asked, pass } = await stage()
  stub.answerNext(hvcaRefusal(429, { 'retry-after': '60' }), asking)
  await refusal(hvca.quota(signal))
  const before = asked().length
  pass(59_000)
  const { code } = await refusal(hvca.claims(signal))

  expect([code, asked().length]).toEqual(['ERR_HVCA_RATE_LIMITED', before])
  pass(1000)
  expect(await hvca.quota(signal)).toBe(1000)
})

test('text from outside is bounded and printable', async () => {
  const { hvca, stub } = await stage()
  const errors = { gsb: 'x'.repeat(5000) }
  stub.answerNext((response) => {
    response.writeHead(422).end(JSON.stringify({ description: 'a\u001b[31m\r\nb', errors }))
  }, asking)

  const { message } = await refusal(hvca.quota(signal))

  expect(message).toMatch(/^HVCA answered HTTP 422: a\?\[31m\?b; gsb: x{100}/)
  expect(message.length).toBeLessThan(600)
})
