import { expect, test } from 'vitest'
import { startSandboxDns } from '../dns/start.ts'
import { change, route53 } from './test-client.ts'

const name = '_acme-challenge.example.com'
const create = (label: string) => change('CREATE', `${label}.example.com`, ['"x"'])

/** A clock that stands still until it is told. */
function stoppedClock() {
  let now = Date.parse('2026-11-25T12:00:00Z')
  const advance = (ms: number) => {
    now += ms
  }
  return { clock: () => new Date(now), advance }
}

test('an account has fifty requests, and then ten a second', async () => {
  const { clock, advance } = stoppedClock()
  const { call } = await route53({ limits: 'aws', clock })
  const calls = async (count: number) => {
    const answers = await Promise.all(Array.from({ length: count }, () => call('hostedzone')))
    return answers.filter(({ status }) => status === 200).length
  }

  expect(await calls(60)).toBe(50)
  advance(500)
  expect(await calls(10)).toBe(5)
  const { status, texts } = await call('hostedzone')
  expect([status, texts('Code'), texts('Message')]).toEqual([
    400,
    ['Throttling'],
    ['Rate exceeded'],
  ])
})

test('it has 1,500 changed sets, and then a hundred a second, an UPSERT counting twice', async () => {
  const { clock, advance } = stoppedClock()
  const { change: send } = await route53({ limits: 'aws', clock })
  const many = (action: string, count: number) =>
    Array.from({ length: count }, (_, at) => change(action, `n${at}.example.com`, ['"x"']))

  const first = await send(...many('CREATE', 1000))
  const upserts = await send(...many('UPSERT', 251))
  const fitting = await send(...many('UPSERT', 250))
  advance(990)
  const early = await send(...many('DELETE', 100))
  advance(10)
  const later = await send(...many('DELETE', 100))

  expect([first, upserts, fitting, early, later].map(({ status }) => status)).toEqual([
    ...[200, 400, 200, 400, 200],
  ])
})

test('a zone takes one change at a time', async () => {
  const zones = [{ name: 'example.com', id: 'Z1' }]
  const { change: send, records } = await route53({ zones, callMs: 20 })

  const answers = await Promise.all([send(create('a')), send(create('b'))])
  const after = await send(create('b'))

  expect(answers.flatMap(({ texts }) => texts('Code'))).toEqual(['PriorRequestNotComplete'])
  expect(after.status).toBe(200)
  expect(records()).toHaveLength(2)
})

test('a change is pending until it is in sync, and then a CA can see it', async () => {
  const { clock, advance } = stoppedClock()
  const dns = await startSandboxDns({ zones: ['example.com'] })
  const { change: send, call } = await route53({ dns, insyncMs: 60_000, clock })
  const status = async () => (await call(path)).texts('Status')[0]
  const path = (await send(change('CREATE', name, ['"a" "b"']))).texts('Id')[0]?.slice(1) ?? ''

  expect([await status(), dns.records()]).toEqual(['PENDING', []])
  advance(60_000)
  expect(await status()).toBe('INSYNC')
  expect(dns.records()).toEqual([{ name, type: 'TXT', value: 'ab' }])
  await dns.close()
})

test('nobody has to ask for it to come in sync', async () => {
  const told = Promise.withResolvers<string>()
  const dns = {
    add: ({ value }: { value: string }) => told.resolve(value),
    remove: () => undefined,
  }
  const { change: send } = await route53({ dns, insyncMs: 5 })

  await send(change('CREATE', name, ['"a"']))

  expect(await told.promise).toBe('a')
})

test('what DNS cannot hold and what is private stays here', async () => {
  const dns = await startSandboxDns({ zones: ['example.com'] })
  const zones = ['Z1', 'Z2'].map((id) => ({ name: 'example.com', id, private: id === 'Z1' }))
  const { aws } = await route53({ zones, dns })

  aws.add({ zone: 'Z1', name, type: 'TXT', value: 'private' })
  aws.add({ name: '*.example.com', type: 'TXT', value: 'wildcard' })
  aws.add({ name: 'sub.example.com', type: 'NS', value: 'ns.example.net' })
  aws.add({ name, type: 'TXT', value: 'public' })

  expect(dns.records()).toEqual([{ name, type: 'TXT', value: 'public' }])
  await dns.close()
})
