import { createLog } from '@certwire/runtime'
import { expect, test } from 'vitest'
import { kinds } from '../sources/index.ts'
import { now, secret, sign, signed, stage } from '../test-stage.ts'
import type { Incoming } from './incoming.ts'
import { receive } from './receive.ts'

const body = JSON.stringify({ type: 'issued', order: { url: 'https://ca.example/o/1' } })

test('what is verified becomes a hint, under an id that follows from the sender’s', async () => {
  const { post, published, hints } = await stage()

  expect((await post(body, sign(body))).status).toBe(204)

  expect(hints()).toEqual([
    {
      ...{ source: 'ca', deliveryId: 'msg_1', issuer: 'sandbox' },
      ...{ kind: 'issued', orderUrl: 'https://ca.example/o/1' },
    },
  ])
  expect(published[0]).toMatchObject({
    subject: 'cert.event.default.webhook.received.ord_none',
    id: expect.stringMatching(/^webhook\.ca\.[0-9a-f]{40}$/),
  })
})

test('a repetition is answered as the first was, and says nothing, after a restart too', async () => {
  const { post, published, restart } = await stage()
  await post(body, sign(body))

  const again = await post(body, sign(body))
  await restart()
  const later = await post(body, sign(body))

  expect([again.status, later.status, published.length]).toEqual([204, 204, 1])
})

test('a bus that is away is told to the sender, who is believed the next time', async () => {
  const { post, published, state } = await stage()
  state.away = true
  const lost = await post(body, sign(body))
  state.away = false

  const again = await post(body, sign(body))

  expect([lost.status, lost.headers.get('retry-after'), again.status]).toEqual([503, '5', 204])
  expect(published).toHaveLength(1)
})

test('what was said and has no receipt yet is said again under the same id, which the bus knows', async () => {
  const said: string[] = []
  const publish = async (packets: readonly { id: string }[]) =>
    void said.push(...packets.map(({ id }) => id))
  const lost = Promise.reject(new Error('killed'))
  const kept = [lost, Promise.resolve()]
  const receipts = { has: async () => false, keep: () => kept.shift() }
  const deps = { bus: { publish }, receipts, clock: () => now, log: createLog('silent') }
  const source = {
    ...kinds.generic,
    name: 'ca',
    issuer: 'sandbox',
    verify: [],
    hasSignedId: false,
    challenge: '',
  }
  const webhook = { raw: Buffer.from(body), header: () => undefined } as unknown as Incoming

  await expect(receive(source, webhook, deps as never)).rejects.toThrow('killed')
  await receive(source, webhook, deps as never)

  expect([said.length, new Set(said).size]).toEqual([2, 1])
})

test('whatever is wrong, the answer is the same; the log has the reason', async () => {
  const { post, published, lines } = await stage()
  const stale = new Date(now.getTime() - 301_000)

  const other = `whsec_${Buffer.alloc(32, 8).toString('base64')}`
  const answers = [
    await post(body, sign(body, { at: stale })),
    await post(body, sign(body, { by: [other] })),
    await post(body, sign('{}')),
    await post(body),
  ]

  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
  expect(answers[0]?.status).toBe(401)
  expect(published).toEqual([])
  expect(lines.map(({ wrong }) => wrong)).toEqual([
    ['its time is not within five minutes of now'],
    ['no signature is by a key that is configured'],
    ['no signature is by a key that is configured'],
    ['a header of Standard Webhooks is missing, or there twice'],
  ])
})

test('a sender that has a password but waits to be asked for it is asked', async () => {
  const verify = [{ by: 'basic', secrets: ['sectigo:password'] }]
  const { post } = await stage({ sources: { ca: { kind: 'sectigo', issuer: 'sandbox', verify } } })

  const { status, headers } = await post('{}')

  expect([status, headers.get('www-authenticate')?.split(' ')[0]]).toEqual([401, 'Basic'])
})

test.each([
  ['another source', '/webhooks/other', 'POST'],
  ['a path below', '/webhooks/ca/more', 'POST'],
  ['a GET where none is known', '/webhooks/ca?type=issued', 'GET'],
])('%s is not there', async (_, path, method) => {
  const { url, published } = await stage()

  const init = method === 'POST' ? { method, body, ...sign(body) } : { method }
  const answer = await fetch(`${url}${path}`, init)

  expect([answer.status, published.length]).toEqual([404, 0])
})

test('what is signed and no JSON is told as such', async () => {
  const { post, published } = await stage()

  expect((await post('{', sign('{'))).status).toBe(400)
  expect(published).toEqual([])
})

test('a body above 256 KiB is not read', async () => {
  const { post } = await stage()
  const large = 'x'.repeat(257 * 1024)

  expect((await post(large, sign(large))).status).toBe(413)
})

test('everything that is configured has to pass', async () => {
  const source = {
    ...signed,
    verify: [...signed.verify, { by: 'basic', secrets: ['ca:password'] }],
  }
  const { post } = await stage({ sources: { ca: source } })
  const { headers } = sign(body)
  const authorization = `Basic ${Buffer.from('ca:password').toString('base64')}`

  expect((await post(body, { headers })).status).toBe(401)
  expect((await post(body, { headers: { ...headers, authorization } })).status).toBe(204)
})

test('what Sectigo says in a query is a webhook as well', async () => {
  const verify = [{ by: 'source-range', ranges: ['127.0.0.1'] }]
  const { url, hints } = await stage({
    sources: { ca: { kind: 'sectigo', issuer: 'sandbox', verify } },
  })

  const answer = await fetch(`${url}/webhooks/ca?orderNumber=7&eventType=ISSUED`)

  expect(answer.status).toBe(204)
  expect(hints()).toMatchObject([
    { kind: 'ISSUED', deliveryId: expect.stringMatching(/^[0-9a-f]{64}$/) },
  ])
})

test('no port is open where nobody may send', async () => {
  const { url } = await stage({ subscribers: [{ url: 'https://a.example', secrets: [secret] }] })

  expect(url).toBe('')
})
