import type { ServerResponse } from 'node:http'
import { expect, test, vi } from 'vitest'
import type { DnsProviderError } from '../../provider-error.ts'
import { apiToken, batchOperation, cloudflareZones } from '../../test-support/cloudflare-zones.ts'
import { context } from '../../test-support/context.ts'
import { cloudflare } from '../cloudflare.ts'

const now = new Date('2026-01-01T00:00:00Z')
const clock = () => now
const record = { name: '_acme-challenge.example.com', value: 'one' }

async function present(
  { vendor }: Awaited<ReturnType<typeof cloudflareZones>>,
  { token = apiToken, fetch = context.fetch, signal = new AbortController().signal } = {},
) {
  const config = cloudflare.config.parse({ apiToken: token, endpoint: vendor.endpoint })
  const own = { ...context, clock, fetch }
  await cloudflare.connect(config, own).change('example.com', { add: [record], remove: [] }, signal)
}

/** Why a change is refused when Cloudflare answers its batch like this. */
async function answered(write: (response: ServerResponse) => void): Promise<DnsProviderError> {
  const zones = await cloudflareZones()
  zones.vendor.answerNext(write, { operation: batchOperation })
  const error = await present(zones).then(
    () => expect.fail('it was accepted'),
    (refused) => refused,
  )
  expect(zones.records()).toEqual([])
  return error
}

const envelope = (code: number, message: string) =>
  JSON.stringify({ success: false, errors: [{ code, message }], messages: [], result: null })

test.each([
  [400, 1004, 'ERR_DNS_PROVIDER_REFUSED'],
  [200, 1004, 'ERR_DNS_PROVIDER_REFUSED'],
  [200, 9109, 'ERR_DNS_PROVIDER_AUTH'],
])('%i that says no with the code %i is %s', async (status, vendorCode, code) => {
  const error = await answered((response) => {
    response.writeHead(status).end(envelope(vendorCode, 'No\u001b[31m, sorry'))
  })

  expect(error).toMatchObject({ name: 'DnsProviderError', code })
  expect(error.message).toContain(` answered ${status}: ${vendorCode} No [31m, sorry`)
})

test.each([
  [429, ''],
  [429, envelope(971, 'Please wait')],
  [429, '<!doctype html><html>'],
  [503, '<html>'],
])('%i with Retry-After says when to come again: %s', async (status, body) => {
  const error = await answered((response) => {
    response.writeHead(status, { 'retry-after': '90' }).end(body)
  })

  expect(error).toMatchObject({
    code: 'ERR_DNS_PROVIDER_THROTTLED',
    retryAfter: new Date('2026-01-01T00:01:30Z'),
  })
})

test.each([
  ['a web page', 200, '<!DOCTYPE html><html>Log in</html>', 'MALFORMED', 'a web page'],
  ['a web page that refuses', 403, '\n<html><body>Blocked', 'MALFORMED', 'a web page'],
  ['no JSON', 200, 'OK', 'MALFORMED', 'not of its API'],
  ['nothing', 200, '', 'MALFORMED', 'not of its API'],
  ['JSON of something else', 200, '{"status":"ok"}', 'MALFORMED', 'not of its API'],
  ['an error of a gateway', 502, '<html>Bad gateway</html>', 'UNREACHABLE', 'answered 502'],
  ['a redirect', 307, '', 'REFUSED', 'Redirects are not followed'],
])('%s is no yes', async (_what, status, body, code, message) => {
  const error = await answered((response) => {
    response.writeHead(status, status === 307 ? { location: '/elsewhere' } : {}).end(body)
  })

  expect(error.code).toBe(`ERR_DNS_PROVIDER_${code}`)
  expect(error.message).toContain(message)
})

test('an answer that breaks off is unreachable', async () => {
  const error = await answered((response) => {
    response.writeHead(200, { 'content-length': '100' }).write('{"success":true')
    setImmediate(() => response.destroy())
  })

  expect(error).toMatchObject({ code: 'ERR_DNS_PROVIDER_UNREACHABLE', retryable: true })
})

test('an answer without end is cut off at 16 MiB', async () => {
  let sent = 0
  const error = await answered((response) => {
    const chunk = Buffer.alloc(1024 * 1024, ' ')
    const more = () => {
      sent += 1
      if (sent < 1024) response.write(chunk, (failed) => failed || more())
    }
    more()
  })

  expect(error).toMatchObject({ code: 'ERR_DNS_PROVIDER_MALFORMED' })
  expect(error.message).toContain('more than 16 MiB')
  expect(sent).toBeLessThan(64)
})

test('a list without end is given up', async () => {
  const zones = await cloudflareZones()
  const id = (index: number) => index.toString(16).padStart(32, '0')
  const result = Array.from({ length: 10 }, (_, index) => ({
    ...record,
    type: 'TXT',
    id: id(index),
  }))
  const page = { success: true, errors: [], result, result_info: { total_pages: 1e9 } }
  zones.vendor.answerNext((response) => response.end(JSON.stringify(page)), {
    ...{ operation: 'GET /zones/{id}/dns_records', times: Number.POSITIVE_INFINITY },
  })

  await expect(present(zones)).rejects.toMatchObject({
    ...{ code: 'ERR_DNS_PROVIDER_MALFORMED', message: expect.stringContaining('has no end') },
  })
  expect(zones.calls().filter((call) => call.endsWith('scripted'))).toHaveLength(20)
})

test.each(['{}', '"none"', '[null]', '[{"id":1,"name":"example.com"}]'])(
  'a list of something else is malformed: %s',
  async (result) => {
    const zones = await cloudflareZones()
    zones.vendor.answerNext((response) => response.end(`{"success":true,"result":${result}}`))

    await expect(present(zones)).rejects.toMatchObject({ code: 'ERR_DNS_PROVIDER_MALFORMED' })
  },
)

test('a server that never answers is given up after ten seconds', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const zones = await cloudflareZones()
    const silent: typeof fetch = async (_url, init) =>
      new Promise((_, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason))
      })
    const refused = present(zones, { fetch: silent }).catch((error) => error)

    await vi.waitFor(() => expect(vi.getTimerCount()).toBeGreaterThan(0))
    await vi.advanceTimersByTimeAsync(10_000)

    expect(await refused).toMatchObject({ code: 'ERR_DNS_PROVIDER_UNREACHABLE' })
  } finally {
    vi.useRealTimers()
  }
})

test('a closed port is unreachable', async () => {
  const zones = await cloudflareZones()
  await zones.vendor.close()

  await expect(present(zones)).rejects.toMatchObject({
    ...{ code: 'ERR_DNS_PROVIDER_UNREACHABLE', message: expect.stringContaining('ECONNREFUSED') },
  })
})

test('what Cloudflare adds to an error is in the message', async () => {
  const chain = [{ code: 9021, message: 'Invalid TTL' }]
  const errors = [{ code: 1004, message: 'DNS Validation Error', error_chain: chain }, {}]
  const error = await answered((response) => {
    response.writeHead(400).end(JSON.stringify({ success: false, errors }))
  })

  expect(error.message).toMatch(/ answered 400: 1004 DNS Validation Error; 9021 Invalid TTL; 0$/)
})

test('a token that the answer repeats is in no message', async () => {
  const error = await answered((response) => {
    response.writeHead(400).end(envelope(1004, `bad token ${apiToken}`))
  })

  expect(error.message).toContain('bad token [secret]')
  expect(JSON.stringify({ ...error, cause: error.cause })).not.toContain(apiToken)
})

test('our own calls stay below the limit: 300 at once and 3 a second', async () => {
  const zones = await cloudflareZones()
  const stop = new AbortController()
  const reason = new Error('enough')
  const down: typeof fetch = async () => new Response('', { status: 500 })
  const all = Array.from({ length: 312 }, () =>
    present(zones, { token: 'of-this-test', fetch: down, signal: stop.signal }).catch(
      (error) => error.code ?? error,
    ),
  )
  setTimeout(() => stop.abort(reason), 50)

  const codes = await Promise.all(all)

  expect(codes.filter((code) => code === 'ERR_DNS_PROVIDER_UNREACHABLE')).toHaveLength(300)
  expect(codes.filter((code) => code === 'ERR_DNS_PROVIDER_THROTTLED')).toHaveLength(3)
  expect(codes.filter((code) => code === reason)).toHaveLength(9)
})
