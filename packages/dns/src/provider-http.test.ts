import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test, vi } from 'vitest'
import { providers } from './providers/index.ts'
import { context as outside } from './test-support/context.ts'
import { scriptedHttp } from './test-support/scripted-http.ts'

const now = new Date('2026-01-01T00:00:00Z')
const context = { ...outside, clock: () => now }
const password = 'correct-horse'
const signal = new AbortController().signal

const present = (endpoint: string, cancel = signal, fetch = context.fetch) =>
  providers['http-request']
    .connect({ endpoint, username: 'certwire', password }, { ...context, fetch })
    .change(
      'example.com',
      { add: [{ name: '_acme-challenge.example.com', value: 'digest' }], remove: [] },
      cancel,
    )

async function answered(respond: (response: ServerResponse) => void) {
  const { url } = await scriptedHttp(respond)
  return present(url).then(
    () => expect.fail('it was accepted'),
    (error) => error,
  )
}

test.each([
  [401, 'ERR_DNS_PROVIDER_AUTH', false],
  [403, 'ERR_DNS_PROVIDER_AUTH', false],
  [400, 'ERR_DNS_PROVIDER_REFUSED', false],
  [404, 'ERR_DNS_PROVIDER_REFUSED', false],
  [429, 'ERR_DNS_PROVIDER_THROTTLED', true],
  [500, 'ERR_DNS_PROVIDER_UNREACHABLE', true],
  [503, 'ERR_DNS_PROVIDER_UNREACHABLE', true],
])('%i is %s', async (status, code, retryable) => {
  const error = await answered((response) => void response.writeHead(status).end())

  expect(error).toMatchObject({ name: 'DnsProviderError', code, retryable })
})

test.each([
  ['120', '2026-01-01T00:02:00Z'],
  ['Thu, 01 Jan 2026 01:00:00 GMT', '2026-01-01T01:00:00Z'],
  ['999999999', '2026-01-02T00:00:00Z'],
])('a throttled change says when to come again: Retry-After %s', async (header, instant) => {
  const error = await answered(
    (response) => void response.writeHead(503, { 'retry-after': header }).end(),
  )

  expect(error).toMatchObject({
    code: 'ERR_DNS_PROVIDER_THROTTLED',
    retryAfter: new Date(instant),
  })
})

test('a Retry-After that cannot be read is none', async () => {
  const error = await answered(
    (response) => void response.writeHead(429, { 'retry-after': 'soon' }).end(),
  )

  expect(error).toMatchObject({ code: 'ERR_DNS_PROVIDER_THROTTLED', retryAfter: undefined })
})

test('of an answer a line of 200 printable characters is quoted', async () => {
  const error = await answered((response) => {
    response.writeHead(400).end(`no\u001b[31m\n such ${'zone '.repeat(100)}`)
  })

  const [, quote = ''] = error.message.split('answered 400: ')
  expect(quote).toMatch(/^no \[31m such zone [ -~]*~$/)
  expect(quote).toHaveLength(200)
})

test('credentials that the answer repeats are not quoted', async () => {
  const { url } = await scriptedHttp((response, { headers }) => {
    response.writeHead(400).end(`bad: ${headers.authorization} or ${password}`)
  })

  const error = await present(url).catch((refused) => refused)

  expect(error.message).toContain('bad: Basic [secret] or [secret]')
})

test('a redirect is not followed', async () => {
  const { url, received } = await scriptedHttp((response) => {
    response.writeHead(307, { location: '/elsewhere' }).end()
  })

  await expect(present(url)).rejects.toMatchObject({ code: 'ERR_DNS_PROVIDER_REFUSED' })
  expect(received.map(({ path }) => path)).toEqual(['/present'])
})

test('an answer without end is cut off at 64 KiB', async () => {
  const error = await answered((response) => {
    const more = () => response.write('x'.repeat(16_384), (failed) => failed || more())
    response.on('error', () => undefined)
    more()
  })

  expect(error).toMatchObject({
    code: 'ERR_DNS_PROVIDER_MALFORMED',
    message: expect.stringContaining('answered with more than 64 KiB'),
    retryable: true,
  })
})

test('an answer that is small on its way and large when it is unpacked is cut off too', async () => {
  const error = await answered((response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' })
    response.end(gzipSync(Buffer.alloc(64 * 1024 * 1024)))
  })

  expect(error).toMatchObject({ code: 'ERR_DNS_PROVIDER_MALFORMED' })
})

test('what is refused with a large page is refused, and not malformed', async () => {
  const error = await answered((response) => {
    response.writeHead(401).end(`no access ${'x'.repeat(200_000)}`)
  })

  expect(error).toMatchObject({
    code: 'ERR_DNS_PROVIDER_AUTH',
    message: expect.stringContaining('no access'),
  })
})

test.each(['<!DOCTYPE html><html><body>Log in</body></html>', '\n<html lang="en">'])(
  'a web page is no yes: %s',
  async (page) => {
    const error = await answered((response) => void response.end(page))

    expect(error).toMatchObject({ code: 'ERR_DNS_PROVIDER_MALFORMED', retryable: true })
  },
)

test.each(['', 'OK', '{"status":"ok"}', '<ok/>'])('any other 2xx is a yes: %j', async (body) => {
  const { url } = await scriptedHttp((response) => void response.writeHead(201).end(body))

  await expect(present(url)).resolves.toBe('accepted')
})

test('an answer that breaks off is unreachable', async () => {
  const error = await answered((response) => {
    response.writeHead(200, { 'content-length': '100' })
    response.write('half')
    setImmediate(() => response.destroy())
  })

  expect(error).toMatchObject({ code: 'ERR_DNS_PROVIDER_UNREACHABLE', retryable: true })
})

test('a server that never answers is given up after ten seconds', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const silent: typeof fetch = async (_url, init) => {
    await once(init?.signal ?? expect.fail(), 'abort')
    throw init?.signal?.reason
  }
  const refused = present('http://dns.example', signal, silent).catch((error) => error)

  await vi.advanceTimersByTimeAsync(10_000)

  expect(await refused).toMatchObject({
    code: 'ERR_DNS_PROVIDER_UNREACHABLE',
    message: 'http-request at dns.example: no answer within 10 s.',
  })
})

test('a closed port is unreachable', async () => {
  await expect(present('http://127.0.0.1:9')).rejects.toMatchObject({
    code: 'ERR_DNS_PROVIDER_UNREACHABLE',
    retryable: true,
  })
})

test('a cancelled change rejects with the reason', async () => {
  const cancelled = new AbortController()
  const reason = new Error('shutting down')
  const { url } = await scriptedHttp(() => cancelled.abort(reason))

  await expect(present(url, cancelled.signal)).rejects.toBe(reason)
})
