import { expect, test } from 'vitest'
import { at, cloudflare, refusal } from './test-client.ts'

test('a record is created, read, overwritten, edited and removed', async () => {
  const { vendor, call } = await cloudflare()

  const { body } = await call(
    'POST /zones/{id}/dns_records',
    at('www', '"one"', { ttl: 60, comment: 'us' }),
  )
  const path = `/zones/{id}/dns_records/${body.result.id}`
  const name = 'www.example.com'
  expect(body).toMatchObject({
    ...{ success: true, errors: [], messages: [] },
    result: { type: 'TXT', name, content: '"one"', ttl: 60, comment: 'us', proxied: false },
  })
  expect((await call(`GET ${path}`)).body.result).toEqual(body.result)
  await call(`PATCH ${path}`, { content: 'two' })
  expect((await call(`GET ${path}`)).body.result).toMatchObject({ content: 'two', comment: 'us' })
  await call(`PUT ${path}`, at('www', 'three'))
  expect((await call(`GET ${path}`)).body.result).toMatchObject({ content: 'three', comment: null })
  expect((await call(`DELETE ${path}`)).body.result).toEqual({ id: body.result.id })
  expect(vendor.records()).toEqual([])
})

test.each([
  ['one', 'one'],
  ['"one"', 'one'],
  ['"one" "two"', 'onetwo'],
  ['"a\\"b\\\\c\\100"', 'a"b\\cd'],
  ['one "two"', 'one "two"'],
])('the content %s of a TXT record is kept, and DNS has %s', async (content, value) => {
  const { vendor, call } = await cloudflare()

  const { body } = await call('POST /zones/{id}/dns_records', at('www', content))

  expect(body.result.content).toBe(content)
  expect(vendor.records()).toMatchObject([{ value }])
})

test.each([
  ['an identical record', 'www.example.com', '"one"', '400 81058'],
  ['the same in other letters', 'WWW.Example.com.', '"one"', '400 81058'],
  ['the same value without quotes', 'www', 'one', '400 81057'],
])('%s is not created twice', async (_what, name, content, expected) => {
  const { vendor, call } = await cloudflare()
  await call('POST /zones/{id}/dns_records', at('www', '"one"'))

  const answer = await call('POST /zones/{id}/dns_records', at(name, content, { ttl: 300 }))

  expect(refusal(answer)).toBe(expected)
  expect(vendor.records()).toHaveLength(1)
})

test('a CNAME stands alone at its name', async () => {
  const { call } = await cloudflare()
  await call('POST /zones/{id}/dns_records', at('www', 'one'))
  await call('POST /zones/{id}/dns_records', { ...at('alias', 'example.net'), type: 'CNAME' })

  const beside = await call('POST /zones/{id}/dns_records', at('alias', 'one'))
  const over = await call('POST /zones/{id}/dns_records', { ...at('www', 'b.net'), type: 'CNAME' })

  expect([refusal(beside), refusal(over)]).toEqual(['400 81054', '400 81053'])
})

test.each([
  ['no type', { name: 'www', content: 'one' }],
  ['an unknown type', { type: 'TEXT', name: 'www', content: 'one' }],
  ['no content', { type: 'TXT', name: 'www' }],
  ['empty content', at('www', ' ')],
  ['content without end', at('www', 'x'.repeat(2049))],
  ['no address', { type: 'A', name: 'www', content: 'one' }],
  ['a name that is none', at('w w', 'one')],
  ['a name without end', at('x.'.repeat(130), 'one')],
  ['a short TTL', at('www', 'one', { ttl: 59 })],
  ['a long TTL', at('www', 'one', { ttl: 86_401 })],
  ['a TTL of text', at('www', 'one', { ttl: '60' })],
  ['a comment without end', at('www', 'one', { comment: 'x'.repeat(101) })],
  ['a comment of numbers', at('www', 'one', { comment: 1 })],
])('a record with %s is not valid', async (_what, record) => {
  const { vendor, call } = await cloudflare()

  expect(refusal(await call('POST /zones/{id}/dns_records', record))).toBe('400 1004')
  expect(vendor.records()).toEqual([])
})

test('a record that is gone is not found', async () => {
  const { call } = await cloudflare()
  const path = `/zones/{id}/dns_records/${'0'.repeat(32)}`

  const answers = [
    await call(`GET ${path}`),
    await call(`DELETE ${path}`),
    await call(`PUT ${path}`, at('www', 'one')),
    await call(`PATCH ${path}`, { content: 'one' }),
  ]

  expect(answers.map(refusal)).toEqual(Array(4).fill('404 81044'))
})
