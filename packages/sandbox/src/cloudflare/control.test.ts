import { expect, test, vi } from 'vitest'
import type { SandboxRecord } from '../dns/record.ts'
import { startSandboxDns } from '../dns/start.ts'
import type { VendorCall, VendorPhase } from '../vendor/control.ts'
import { at, cloudflare, refusal, zoneId } from './test-client.ts'

const post = 'POST /zones/{id}/dns_records'
const now = new Date('2026-01-01T00:00:00Z')
const clock = () => now

test('the journal has what was really changed, whoever did it', async () => {
  const { vendor, call } = await cloudflare({ clock })
  const record = { name: 'www.example.com', type: 'TXT' as const, value: 'one' }

  const { body } = await call(post, at('www', '"one"', { comment: 'us' }))
  await call(post, at('www', 'one'))
  await call(`PATCH /zones/{id}/dns_records/${body.result.id}`, { comment: 'us' })
  vendor.remove(record)
  vendor.remove(record)
  vendor.add(record)
  vendor.add({ ...record, value: '"one"' })

  const change = { at: now, zone: zoneId, ...record }
  const ours = { ...change, id: body.result.id, comment: 'us' }
  expect(vendor.journal).toEqual([
    { op: 'add', ...ours },
    { op: 'remove', ...ours },
    { op: 'add', ...change, id: expect.any(String) },
  ])
})

test('every call is listed with what became of it', async () => {
  const { vendor, call } = await cloudflare({ clock })

  await call('GET /zones')
  await call('POST /zones/{id}/dns_records/batch', { posts: [at('a', '1'), at('b', '2')] })
  await call(post, at('a', '1'))
  await call('GET /teapot')

  expect(vendor.calls).toEqual([
    { at: now, operation: 'GET /zones', outcome: 'ok' },
    { at: now, operation: `${post}/batch`, zone: zoneId, size: 2, outcome: 'ok' },
    { at: now, operation: post, zone: zoneId, size: 1, outcome: '81058' },
    { at: now, operation: 'GET /client/v4/teapot', outcome: '7000' },
  ])
})

test('a call is seen before it is applied, before it is answered, and after', async () => {
  const seen: string[] = []
  const onCall = ({ outcome }: VendorCall, phase: VendorPhase) => {
    seen.push(`${phase} ${outcome} ${vendor.records().length}`)
  }
  const { vendor, call } = await cloudflare({ onCall })

  await call(post, at('www', 'one'))

  await vi.waitFor(() =>
    expect(seen).toEqual(['received pending 0', 'applied ok 1', 'replied ok 1']),
  )
})

test.each([
  ['received', 0, 'dropped'],
  ['applied', 1, 'lost'],
] as const)('what is dropped when %s leaves %i records', async (when, left, outcome) => {
  const onCall = async (_call: VendorCall, phase: VendorPhase) => phase === when && 'drop'
  const { vendor, call } = await cloudflare({ onCall })

  await expect(call(post, at('www', 'one'))).rejects.toThrow('fetch failed')

  expect(vendor.records()).toHaveLength(left)
  expect(vendor.calls).toMatchObject([{ outcome }])
})

test('a script answers in place of the API, as often and to what it was meant for', async () => {
  const { vendor, call } = await cloudflare()
  const teapot = { success: false, errors: [{ code: 418 }] }
  vendor.answerNext((response) => response.writeHead(418).end(JSON.stringify(teapot)), {
    ...{ operation: post, times: 2 },
  })

  const answers = [
    await call('GET /zones'),
    await call(post, at('www', 'one')),
    await call(post, at('www', 'one')),
    await call(post, at('www', 'one')),
  ]

  expect(answers.map(({ status }) => status)).toEqual([200, 418, 418, 200])
  expect(vendor.calls.map(({ outcome }) => outcome)).toEqual(['ok', 'scripted', 'scripted', 'ok'])
})

test('what is seeded has always been there', async () => {
  const { vendor, call } = await cloudflare()

  vendor.seed({ name: 'www.example.com', type: 'TXT', value: '"one"', comment: 'theirs' })

  expect(vendor.journal).toEqual([])
  expect(refusal(await call(post, at('www', '"one"')))).toBe('400 81058')
  expect(vendor.records()).toMatchObject([{ value: 'one', comment: 'theirs' }])
})

test('a zone that its owner removes is gone, with its records at the name server', async () => {
  const dns = { records: new Set<string>(), add: note('add'), remove: note('delete') }
  function note(how: 'add' | 'delete') {
    return ({ name, value }: SandboxRecord) => void dns.records[how](`${name} ${value}`)
  }
  const { vendor, call } = await cloudflare({ dns })
  vendor.add({ name: 'www.example.com', type: 'TXT', value: 'one' })
  expect([...dns.records]).toEqual(['www.example.com one'])

  vendor.deleteZone(zoneId)

  expect([...dns.records]).toEqual([])
  expect(vendor.journal).toHaveLength(1)
  expect(refusal(await call(post, at('www', 'one')))).toBe('404 1003')
  expect(vendor.zones()).toEqual([])
})

test('changes come to the name server after a while, and to no other zone of it', async () => {
  await using dns = await startSandboxDns({ zones: ['example.com'] }).then((server) =>
    Object.assign(server, { [Symbol.asyncDispose]: server.close }),
  )
  const { vendor, call } = await cloudflare({ dns, propagationMs: 20 })
  vendor.add({ name: 'www.example.com', type: 'NS', value: 'ns1.example.net' })

  await call(post, at('www', '"one" "two"'))

  expect(dns.records()).toEqual([])
  await vi.waitFor(() =>
    expect(dns.records()).toEqual([{ name: 'www.example.com', type: 'TXT', value: 'onetwo' }]),
  )
})

test('a zone that the name server does not serve is no fault', async () => {
  await using dns = await startSandboxDns({ zones: ['example.net'] }).then((server) =>
    Object.assign(server, { [Symbol.asyncDispose]: server.close }),
  )
  const { call } = await cloudflare({ dns })

  expect((await call(post, at('www', 'one'))).status).toBe(200)
  expect(dns.records()).toEqual([])
})
