import { expect, test } from 'vitest'
import { lookupCache } from './lookup-cache.ts'
import { DnsQueryError } from './query-error.ts'

const failure = new DnsQueryError('ERR_DNS_LOOKUP_FAILED', 'SERVFAIL')
const unused = () => expect.fail('it was looked up again')

test('who asks at the same time shares one lookup', async () => {
  const cache = lookupCache<string>(() => new Date(0))

  const found = await Promise.all([cache('a', async () => 'one'), cache('a', unused)])

  expect(found).toEqual(['one', 'one'])
})

test('a failure is shared and not kept', async () => {
  const cache = lookupCache<string>(() => new Date(0))

  const first = cache('a', () => Promise.reject(failure))
  const second = cache('a', unused)

  await expect(first).rejects.toBe(failure)
  await expect(second).rejects.toBe(failure)
  expect(await cache('a', async () => 'one')).toBe('one')
})

test('who waited for a lookup that was cancelled looks for himself', async () => {
  const cache = lookupCache<string>(() => new Date(0))

  const first = cache('a', () => Promise.reject(new DOMException('cancelled', 'AbortError')))
  const second = cache('a', async () => 'one')

  await expect(first).rejects.toThrow('cancelled')
  expect(await second).toBe('one')
})

test('it never grows beyond a thousand entries, and forgets instead', async () => {
  const cache = lookupCache<number>(() => new Date(0))
  for (let index = 0; index <= 1000; index += 1) await cache(String(index), async () => index)

  expect(await cache('0', async () => -1)).toBe(-1)
})
