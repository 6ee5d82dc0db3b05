import { startSandboxHvca } from '@certwire/sandbox'
import { describe, expect, onTestFinished, test } from 'vitest'
import { refusal, signal, stage } from './test-stage.ts'

const asking = { operation: 'GET /quotas/issuance' }

describe('what is not HVCA’s answer', () => {
  test.each([
    ['a page', '<html>', 'ERR_HVCA_MALFORMED'],
    ['another shape', '{"value":"many"}', 'ERR_HVCA_MALFORMED'],
    ['nothing', '', 'ERR_HVCA_MALFORMED'],
    ['2 MiB', 'x'.repeat(2 * 1024 * 1024), 'ERR_HVCA_BODY_TOO_LARGE'],
  ])('%s', async (_, body, code) => {
    const { hvca, stub } = await stage()
    stub.answerNext((response) => response.end(body), asking)

    expect((await refusal(hvca.quota(signal))).code).toBe(code)
  })

  test('a redirect is not followed', async () => {
    const { hvca, stub, asked } = await stage()
    const location = `${stub.endpoint}/quotas/issuance`
    stub.answerNext((response) => response.writeHead(302, { location }).end(), asking)

    expect((await refusal(hvca.quota(signal))).code).toBe('ERR_HVCA_REDIRECT')
    expect(asked().length).toBe(2)
  })

  test('a token that would end its header', async () => {
    const { hvca, stub } = await stage()
    const body = JSON.stringify({ access_token: 'a\r\nx: y' })
    stub.answerNext((response) => response.end(body))

    expect((await refusal(hvca.quota(signal))).code).toBe('ERR_HVCA_MALFORMED')
  })
})

test('who does not answer is not waited for', async () => {
  const { hvca, stub } = await stage({}, { timeouts: { connectMs: 200, totalMs: 200 } })
  stub.answerNext(() => undefined)

  const error = await refusal(hvca.quota(signal))

  expect(error).toMatchObject({ code: 'ERR_HVCA_TIMEOUT', actor: 'ca', retryable: true })
})

test('who is away is said to be', async () => {
  const { hvca, stub } = await stage()
  await stub.close()

  const error = await refusal(hvca.quota(signal))

  expect(error).toMatchObject({ code: 'ERR_HVCA_UNREACHABLE', actor: 'ca', retryable: true })
})

describe('TLS', () => {
  test('with a client certificate of another CA is refused', async () => {
    const other = await startSandboxHvca()
    onTestFinished(() => other.close())
    const { hvca, asked } = await stage(
      {},
      { clientCertificate: other.clientCertificatePem, clientKey: other.clientKeyPem },
    )

    const error = await refusal(hvca.quota(signal))

    expect(error.remedy).toContain('client certificate')
    expect(asked()).toEqual([])
  })

  test('with a server that nobody vouches for is not entered', async () => {
    const { hvca, asked } = await stage({}, { tlsCa: undefined })

    expect((await refusal(hvca.quota(signal))).code).toBe('ERR_HVCA_TLS')
    expect(asked()).toEqual([])
  })
})
