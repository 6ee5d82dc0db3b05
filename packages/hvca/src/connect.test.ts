import { hvcaRefusal } from '@certwire/sandbox'
import { describe, expect, test } from 'vitest'
import { refusal, signal, stage } from './test-stage.ts'

const minute = 60_000

test('what is left of the quota and what was issued are told', async () => {
  const { hvca, stub } = await stage({ account: { quota: 7, revoked: 2 } })
  stub.account.issued.push({ serial: '0A', notBefore: new Date(1e12), notAfter: new Date(2e12) })

  expect(await hvca.quota(signal)).toBe(7)
  expect(await hvca.counters(signal)).toEqual({ issued: 1, revoked: 2 })
})

describe('a token', () => {
  test('is got once and used until shortly before its end', async () => {
    const { hvca, asked, pass } = await stage()
    await Promise.all([hvca.quota(signal), hvca.quota(signal)])
    pass(8 * minute)
    await hvca.quota(signal)
    pass(2 * minute)
    await hvca.quota(signal)

    const logins = asked().filter((call) => call === 'POST /login ok').length
    expect([logins, asked().length]).toEqual([2, 6])
  })

  test('that is not taken any more is got anew', async () => {
    const { hvca, stub, asked } = await stage()
    await hvca.quota(signal)
    stub.endTokens()

    expect(await hvca.quota(signal)).toBe(1000)
    expect(asked().slice(2)).toEqual([
      ...['GET /quotas/issuance 401', 'POST /login ok', 'GET /quotas/issuance ok'],
    ])
  })

  test('is got anew only once', async () => {
    const { hvca, stub, asked } = await stage()
    stub.answerNext(hvcaRefusal(401), { operation: 'GET /quotas/issuance', times: 9 })

    const { code, actor } = await refusal(hvca.quota(signal))

    expect([code, actor]).toEqual(['ERR_HVCA_AUTH', 'operator'])
    expect(asked().length).toBe(4)
  })

  test('that could not be got is asked for again by the next call', async () => {
    const { hvca, stub } = await stage()
    stub.answerNext(hvcaRefusal(503))
    const { code } = await refusal(hvca.quota(signal))

    expect([code, await hvca.quota(signal)]).toEqual(['ERR_HVCA_BUSY', 1000])
  })

  test('is not given to a wrong secret, which stands in no message', async () => {
    const apiSecret = 'f'.repeat(40)
    const { hvca } = await stage({}, { apiSecret })

    const error = await refusal(hvca.quota(signal))

    expect(error).toMatchObject({ code: 'ERR_HVCA_AUTH', actor: 'operator', retryable: false })
    expect(JSON.stringify([error.message, String(error.cause)])).not.toContain(apiSecret)
  })
})

test('who gives up does not take the login from others', async () => {
  const { hvca } = await stage()
  const gone = new AbortController()

  const first = refusal(hvca.quota(gone.signal))
  const second = hvca.quota(signal)
  gone.abort(new Error('gone'))

  expect((await first).message).toBe('gone')
  expect(await second).toBe(1000)
})
