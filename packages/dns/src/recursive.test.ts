import { expect, test } from 'vitest'
import type { Query } from './query.ts'
import { DnsQueryError } from './query-error.ts'
import { recursive } from './recursive.ts'
import { resolverName } from './resolver.ts'

const question = { name: 'example.com', type: 'SOA' } as const
const signal = new AbortController().signal
const silent = new DnsQueryError('ERR_DNS_TIMEOUT', 'no answer within 2 s')

/** Three resolvers, each of which does what stands here: gives an rcode, or rejects. */
function set(does: Record<string, string | Error>) {
  let now = 0
  const asked: string[] = []
  const query: Query = async (server) => {
    const name = resolverName(server)
    asked.push(name)
    const rcode = does[name] ?? 'NOERROR'
    if (rcode instanceof Error) throw rcode
    return { rcode, authoritative: false, truncated: false, answers: [], authority: [] }
  }
  const resolvers = ['192.0.2.1', 'https://dns.example/dns-query', '[2001:db8::1]:5353']
  const resolve = recursive({ resolvers, timeoutMs: 2000, clock: () => new Date(now), query })
  const pass = (ms: number) => {
    now += ms
  }
  return { asked, does, pass, resolve: async () => (await resolve(question, signal)).rcode }
}

test('the first resolver is asked, and the others are not while it answers', async () => {
  const { resolve, asked } = set({ '192.0.2.1': 'NXDOMAIN' })

  expect(await resolve()).toBe('NXDOMAIN')
  expect(asked).toEqual(['192.0.2.1'])
})

test.each([
  ['SERVFAIL', 'SERVFAIL'],
  ['silence', silent],
])('after %s the next is asked', async (_what, does) => {
  const { resolve, asked } = set({ '192.0.2.1': does, 'dns.example': does })

  expect(await resolve()).toBe('NOERROR')
  expect(asked).toEqual(['192.0.2.1', 'dns.example', '[2001:db8::1]:5353'])
})

test('a resolver that kept silent is asked last for half a minute', async () => {
  const { resolve, asked, does, pass } = set({ '192.0.2.1': silent })
  await resolve()
  does['192.0.2.1'] = 'NOERROR'

  pass(29_999)
  await resolve()
  pass(1)
  await resolve()

  expect(asked).toEqual(['192.0.2.1', 'dns.example', 'dns.example', '192.0.2.1'])
})

test('when none answers, the error has what each of them said', async () => {
  const { resolve } = set({
    ...{ '192.0.2.1': silent, 'dns.example': 'SERVFAIL', '[2001:db8::1]:5353': 'REFUSED' },
  })

  await expect(resolve()).rejects.toMatchObject({
    code: 'ERR_DNS_LOOKUP_FAILED',
    unanswered: { name: 'example.com', rcode: 'REFUSED' },
    message:
      'no resolver answers for SOA of example.com (192.0.2.1: no answer within 2 s; dns.example: SERVFAIL; [2001:db8::1]:5353: REFUSED)',
  })
})

test('a text that is no resolver is refused at once', () => {
  const options = { timeoutMs: 2000, clock: () => new Date(), query: () => expect.fail() }

  expect(() => recursive({ ...options, resolvers: ['dns.example'] })).toThrow(RangeError)
})
