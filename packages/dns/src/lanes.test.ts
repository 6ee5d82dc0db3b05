import { describe, expect, test } from 'vitest'
import { inLanes } from './lanes.ts'
import type { Query } from './query.ts'
import { DnsQueryError } from './query-error.ts'

const question = { name: 'example.com', type: 'TXT' } as const
const options = { recursionDesired: false, timeoutMs: 2000 }
const signal = new AbortController().signal
const answer = {
  rcode: 'NOERROR',
  authoritative: true,
  truncated: false,
  answers: [],
  authority: [],
}
const silent = new DnsQueryError('ERR_DNS_TIMEOUT', 'no answer within 2 s')
const malformed = new DnsQueryError('ERR_DNS_MALFORMED', 'malformed answer')

/** Servers that answer when told; `open` are the questions that each has got, in order. */
function stage() {
  const open: Record<string, PromiseWithResolvers<typeof answer>[]> = {}
  const query: Query = (server) => {
    const address = 'address' in server ? server.address : server.host
    const one = Promise.withResolvers<typeof answer>()
    open[address] = [...(open[address] ?? []), one]
    return one.promise
  }
  const ask = inLanes(query)
  const asking = (address: string, times: number) =>
    Array.from({ length: times }, () =>
      ask({ address, port: 53 }, question, options, signal).then(
        ({ rcode }) => rcode,
        ({ code }) => code,
      ),
    )
  return { open, asking }
}

const turns = () => new Promise(setImmediate)

test('a server has sixteen questions at once, and the next when it has answered one', async () => {
  const { open, asking } = stage()
  void asking('a', 20)

  await turns()
  expect(open.a).toHaveLength(16)

  open.a?.[0]?.resolve(answer)
  await turns()
  expect(open.a).toHaveLength(17)
})

test('a server that is slow makes nobody wait who asks another', async () => {
  const { open, asking } = stage()
  void asking('slow', 100)
  const [quick] = asking('quick', 1)

  await turns()
  open.quick?.[0]?.resolve(answer)

  expect(await quick).toBe('NOERROR')
})

test('who waits for a server that stays silent shares the failure', async () => {
  const { open, asking } = stage()
  const all = asking('a', 100)

  await turns()
  for (const one of open.a ?? []) one.reject(silent)

  expect(new Set(await Promise.all(all))).toEqual(new Set(['ERR_DNS_TIMEOUT']))
  expect(open.a).toHaveLength(16)
})

test('and who comes later asks anew', async () => {
  const { open, asking } = stage()
  const first = asking('a', 1)
  await turns()
  open.a?.[0]?.reject(silent)
  await Promise.all(first)

  const [second] = asking('a', 1)
  await turns()
  open.a?.[1]?.resolve(answer)

  expect(await second).toBe('NOERROR')
})

describe('nobody shares a failure', () => {
  test('when the server has answered something meanwhile', async () => {
    const { open, asking } = stage()
    void asking('a', 30)
    await turns()

    open.a?.[0]?.resolve(answer)
    await turns()
    open.a?.[1]?.reject(silent)
    await turns()

    expect(open.a).toHaveLength(18)
  })

  test('that is an answer, if a bad one', async () => {
    const { open, asking } = stage()
    void asking('a', 30)
    await turns()

    open.a?.[0]?.reject(malformed)
    await turns()

    expect(open.a).toHaveLength(17)
  })
})

test('five hundred and twelve questions are out at once, however many servers there are', async () => {
  const { open, asking } = stage()
  for (let server = 0; server < 100; server += 1) void asking(`s${server}`, 10)

  await turns()

  expect(Object.values(open).flat()).toHaveLength(512)
})
