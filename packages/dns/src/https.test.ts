import { freePort } from '@certwire/testkit'
import * as dnsPacket from 'dns-packet'
import { expect, test } from 'vitest'
import { postOverHttp2 } from './post.ts'
import { queryWith } from './query.ts'
import { type Posted, type Respond, scriptedHttps } from './test-support/scripted-https.ts'
import { encoded, txt } from './test-support/scripted-server.ts'

const question = { name: 'example.com', type: 'TXT' } as const
const type = 'application/dns-message'
const never = new AbortController().signal
const options = { recursionDesired: true, timeoutMs: 2000 }
const answerTo = ({ message }: Posted) =>
  encoded({ id: message.readUInt16BE(0), question }, { answers: txt('example.com', 'one') })
const good: Respond = (response, posted) =>
  void response.writeHead(200, { 'content-type': type }).end(answerTo(posted))

async function ask(respond: Respond, { timeoutMs = 2000, signal = never } = {}) {
  const { url, ca, posted } = await scriptedHttps(respond)
  const query = queryWith(postOverHttp2({ ca }))
  const answer = await query(url, question, { ...options, timeoutMs }, signal)
  return { answer, posted }
}

test('a question is posted to the path of the URL, with id 0, and its answer read', async () => {
  const { answer, posted } = await ask(good)

  expect(answer.answers).toEqual([{ ...question, data: 'one' }])
  const [{ head, message }] = posted as [Posted]
  expect([head.method, head.url, head.httpVersion]).toEqual(['POST', '/dns-query', '2.0'])
  expect(head.headers).toMatchObject({ 'content-type': type, accept: type })
  expect(dnsPacket.decode(message)).toMatchObject({ id: 0, flag_rd: true, questions: [question] })
})

test('a resolver that has only HTTP/1.1 is asked over that', async () => {
  const { url, ca, posted } = await scriptedHttps(good, 'http/1.1')

  const answer = await queryWith(postOverHttp2({ ca }))(url, question, options, never)

  expect(answer.rcode).toBe('NOERROR')
  expect(posted.map(({ head }) => head.httpVersion)).toEqual(['1.1'])
})

test('an rcode is an answer', async () => {
  const { answer } = await ask((response, { message }) => {
    const refusal = encoded({ id: message.readUInt16BE(0), question }, { rcode: 5 })
    response.writeHead(200, { 'content-type': `${type}; charset=x` }).end(refusal)
  })

  expect(answer.rcode).toBe('REFUSED')
})

const says = (status: number, head: Record<string, string>, body = ''): Respond => {
  return (response) => void response.writeHead(status, head).end(body)
}
const sends = (bytes: (posted: Posted) => Buffer): Respond => {
  return (response, posted) =>
    void response.writeHead(200, { 'content-type': type }).end(bytes(posted))
}

test.each<[string, Respond, string, string]>([
  ['that is not there', says(404, {}), 'ERR_DNS_UNREACHABLE', 'HTTP 404'],
  ['that is overloaded', says(503, {}), 'ERR_DNS_UNREACHABLE', 'HTTP 503'],
  [
    'that leads elsewhere',
    says(307, { location: 'https://127.0.0.1:1/' }),
    'ERR_DNS_UNREACHABLE',
    'HTTP 307, and redirects are not followed',
  ],
  [
    'that is a web page',
    says(200, { 'content-type': 'text/html' }, '<html>'),
    'ERR_DNS_MALFORMED',
    'answered with text/html instead of application/dns-message',
  ],
  [
    'that does not say what it sends',
    says(200, {}, 'x'),
    'ERR_DNS_MALFORMED',
    'answered with nothing named instead of application/dns-message',
  ],
  [
    'that sends too much',
    sends(() => Buffer.alloc(65_536)),
    'ERR_DNS_MALFORMED',
    'answered with more than 64 KiB',
  ],
  ['that sends nothing', sends(() => Buffer.alloc(0)), 'ERR_DNS_MALFORMED', 'malformed answer'],
  ['that sends garbage', sends(() => Buffer.alloc(40, 9)), 'ERR_DNS_MALFORMED', 'malformed answer'],
  [
    'whose answer has another id',
    sends(() => encoded({ id: 1, question }, {})),
    'ERR_DNS_MALFORMED',
    'malformed answer',
  ],
  [
    'whose answer is truncated',
    sends(() => encoded({ id: 0, question }, { flags: dnsPacket.TRUNCATED_RESPONSE })),
    'ERR_DNS_MALFORMED',
    'malformed answer',
  ],
])('a resolver %s has no answer', async (_what, respond, code, message) => {
  await expect(ask(respond)).rejects.toMatchObject({ code, message })
})

test('a body without end is not waited for, nor received', async () => {
  const endless: Respond = (response) => {
    response.writeHead(200, { 'content-type': type })
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(16_384)));
    }
    response.on('drain', more)
    more()
  }

  await expect(ask(endless)).rejects.toMatchObject({ code: 'ERR_DNS_MALFORMED' })
})

test('a silent resolver is a timeout', async () => {
  await expect(ask(() => undefined, { timeoutMs: 60 })).rejects.toMatchObject({
    code: 'ERR_DNS_TIMEOUT',
    message: 'no answer within 0.06 s',
  })
})

test('a cancelled question rejects with the reason', async () => {
  const cancelled = new AbortController()
  const reason = new Error('shutting down')
  const asking = ask(() => cancelled.abort(reason), { signal: cancelled.signal })

  await expect(asking).rejects.toBe(reason)
})

test('a certificate that nobody here trusts is no resolver', async () => {
  const { url, posted } = await scriptedHttps(good)

  await expect(queryWith(postOverHttp2())(url, question, options, never)).rejects.toMatchObject({
    code: 'ERR_DNS_UNREACHABLE',
    message: 'unreachable (DEPTH_ZERO_SELF_SIGNED_CERT)',
  })
  expect(posted).toEqual([])
})

test('a resolver that nobody runs is unreachable', async () => {
  const url = new URL(`https://127.0.0.1:${await freePort()}/dns-query`)

  await expect(queryWith(postOverHttp2())(url, question, options, never)).rejects.toMatchObject({
    message: 'unreachable (ECONNREFUSED)',
  })
})
