import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { seededChance } from '../conformance/seeded.ts'
import { at, cloudflare, refusal } from './test-client.ts'

const post = 'POST /zones/{id}/dns_records'

test.each([
  '',
  '{',
  'null',
  '[]',
  '"x"',
  '0',
  '{"posts":{}}',
  '{"posts":[null]}',
  '{"deletes":["x"]}',
  '{"deletes":[{"id":["x"]}]}',
  '{"patches":[{}]}',
  '{"__proto__":{"posts":[]},"posts":1}',
  '['.repeat(100_000),
])('the body %.40j is a bad request', async (body) => {
  const { vendor, call } = await cloudflare()

  expect(await call(`${post}/batch`, body)).toMatchObject({
    status: 400,
    body: { success: false, result: null, errors: [{ message: expect.any(String) }] },
  })
  expect(vendor.records()).toEqual([])
})

test('a body that is too large is not read to its end', async () => {
  const { call } = await cloudflare()

  expect(refusal(await call(post, 'x'.repeat(9 * 1024 * 1024)))).toBe('413 6007')
  expect((await call(post, at('www', 'one'))).status).toBe(200)
})

test.each([
  'GET http://[ HTTP/1.1',
  'GET //example.com/%zz HTTP/1.1',
  'GET /client/v4/zones/%00/dns_records HTTP/1.1',
  'GET /client/v4/../../etc/passwd HTTP/1.1',
  'OPTIONS * HTTP/1.1',
])('the request line "%s" does no harm', async (line) => {
  const { vendor, call } = await cloudflare()
  const { hostname, port } = new URL(vendor.endpoint)
  const socket = connect(Number(port), hostname)

  socket.end(`${line}\r\nhost: x\r\nauthorization: Bearer good\r\nconnection: close\r\n\r\n`)
  const [answer] = await once(socket, 'data')

  expect(String(answer)).toMatch(/^HTTP\/1\.1 4\d\d /)
  expect((await call('GET /zones')).status).toBe(200)
})

test('records of random shapes are taken or refused, and never half', async () => {
  const chance = seededChance('cloudflare records')
  const { vendor, call } = await cloudflare()
  const any = () =>
    chance.pick([null, 0, -1, 1e300, '', 'x', '"', '\\', '\0', '*', '..', [], {}, 60])

  for (let trial = 0; trial < 200; trial += 1) {
    const before = vendor.records().length
    const strange = { type: 'TXT', name: any(), content: any(), ttl: any(), comment: any() }
    const { status } = await call(`${post}/batch`, { posts: [at(`n${trial}`, 'v'), strange] })
    expect([200, 400]).toContain(status)
    expect(vendor.records().length - before).toBe(status === 200 ? 2 : 0)
  }
})
