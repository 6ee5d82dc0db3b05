import { type DnsProvider, DnsProviderError, memoryProvider, type TxtChange } from '@certwire/dns'
import { expect, test } from 'vitest'
import type { Holder } from '../ledger/record-documents.ts'
import { orderId, otherId, signal, stage, zone } from '../test-stage.ts'

type Stage = Awaited<ReturnType<typeof stage>>

const one: Holder = { orderId, generation: 1 }
const other: Holder = { orderId: otherId, generation: 1 }
const named = (name: string, value = 'v') => ({
  ...{ name: `_acme-challenge.${name}.example.test`, value: value.repeat(43) },
})
const many = (count: number) => Array.from({ length: count }, (_, n) => named(`n${n}`))
/** Whether or not it was tried in vain meanwhile. */
const heldAtLast = (is: Stage, wanted: ReturnType<typeof many>) =>
  expect
    .poll(async () => (await is.ledger.of(wanted)).map(({ state }) => state))
    .toEqual(wanted.map(() => 'held'))
const ended = (is: Stage, wanted: ReturnType<typeof many>) =>
  is.marked(wanted, ({ state, problem }) => state === 'held' || !!problem)

/** A zone whose vendor answers as told, change by change, and then takes everything. */
function vendor(answers: readonly (Error | ((change: TxtChange) => Error | undefined))[] = []) {
  const changes: TxtChange[] = []
  const left = [...answers]
  const memory = memoryProvider()
  const change: DnsProvider['change'] = async (of, wanted, stop) => {
    changes.push(wanted)
    const answer = left.length > 1 ? left.shift() : left[0]
    const error = typeof answer === 'function' ? answer(wanted) : answer
    if (error) throw error
    return memory.change(of, wanted, stop)
  }
  const sizes = () => changes.map(({ add, remove }) => [add.length, remove.length])
  return { provider: { capacity: memory.capacity, change }, changes, sizes, memory }
}

const refusal = new DnsProviderError('ERR_DNS_PROVIDER_REFUSED', 'no')

test('what comes up while a change is under way is in the next one', async () => {
  const [called, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const { provider, sizes } = vendor()
  const change: DnsProvider['change'] = async (...asked) => {
    called.resolve()
    await gate.promise
    return provider.change(...asked)
  }
  const is = await stage({ provider: { ...provider, change } })
  await is.ledger.hold(await is.place([named('first')]), one)
  const marked = ended(is, [named('first')])
  await called.promise
  await is.ledger.hold(await is.place(many(40)), other)

  gate.resolve()
  await Promise.all([marked, ended(is, many(40))])

  expect(sizes()).toEqual([
    [1, 0],
    [40, 0],
  ])
})

test('what one change does not carry goes in several', async () => {
  const { provider, sizes } = vendor()
  const is = await stage({ provider: { ...provider, capacity: { records: 20 } } })
  await is.ledger.hold(await is.place(many(50)), one)

  await ended(is, many(50))

  expect(sizes()).toEqual([
    [20, 0],
    [20, 0],
    [10, 0],
  ])
})

test('a record that the vendor refuses keeps no other from being written', async () => {
  const has = ({ add }: TxtChange) => add.some(({ name }) => name.includes('n13.'))
  const { provider, memory } = vendor([(change) => (has(change) ? refusal : undefined)])
  const is = await stage({ provider })
  await is.ledger.hold(await is.place(many(30)), one)

  await ended(is, many(30))

  expect(memory.records).toHaveLength(29)
  expect((await is.ledger.of([named('n13')]))[0]).toMatchObject({
    ...{ state: 'adding', problem: { code: 'ERR_DNS_PROVIDER_REFUSED', actor: 'operator' } },
  })
})

test('a vendor without access is asked once for all, and each of them knows', async () => {
  const { provider, sizes } = vendor([new DnsProviderError('ERR_DNS_PROVIDER_AUTH', 'no')])
  const is = await stage({ provider })
  await is.ledger.hold(await is.place(many(30)), one)

  await ended(is, many(30))

  expect(sizes()).toEqual([[30, 0]])
  expect((await is.ledger.of(many(30))).every(({ problem }) => problem)).toBe(true)
  await expect
    .poll(() => is.leases.obstacle(zone))
    .toMatchObject({ refusal: { code: 'ERR_DNS_PROVIDER_AUTH' } })
})

test('a vendor that is busy is asked again, and meanwhile others see why', async () => {
  const busy = new DnsProviderError('ERR_DNS_PROVIDER_BUSY', 'a change is in progress', {
    retryAfter: new Date('2026-11-24T12:00:00.100Z'),
  })
  const { provider, sizes } = vendor([busy, () => undefined])
  const is = await stage({ provider })
  await is.ledger.hold(await is.place(many(2)), one)
  is.writers.wake(zone)
  await expect
    .poll(() => is.leases.obstacle(zone))
    .toMatchObject({ trouble: { problem: { reason: busy.message } } })

  is.pass(100)
  await heldAtLast(is, many(2))

  expect(sizes()).toHaveLength(2)
  await expect.poll(() => is.leases.obstacle(zone)).toEqual({})
})

test('two that stand in one place are one in the zone, until neither is needed', async () => {
  const target = 'challenges.example.test'
  const cnames = { [named('a').name]: target, [named('b').name]: target }
  const { provider, memory } = vendor()
  const is = await stage({ provider, cnames })
  await is.ledger.hold(await is.place([named('a')]), one)
  await is.ledger.hold(await is.place([named('b')]), other)
  await ended(is, [named('a'), named('b')])
  expect(memory.records).toHaveLength(1)

  await is.ledger.release([named('a')], one)
  await is.marked([named('a')], () => false)
  expect(memory.records).toMatchObject([{ name: target }])

  await is.ledger.release([named('b')], other)
  await is.marked([named('b')], () => false)
  expect(memory.records).toEqual([])
})

test('a change whose answer was lost is made again', async () => {
  const { provider, memory } = vendor([
    (change) => {
      void memory.change(zone, change, signal)
      return new DnsProviderError('ERR_DNS_PROVIDER_UNREACHABLE', 'gone', {
        retryAfter: new Date(0),
      })
    },
    () => undefined,
  ])
  const is = await stage({ provider })
  await is.ledger.hold(await is.place(many(3)), one)

  is.writers.wake(zone)
  await heldAtLast(is, many(3))

  expect(memory.records).toHaveLength(3)
})

test('what is no longer needed by the time it is written is removed again', async () => {
  const memory = memoryProvider()
  const release = Promise.withResolvers<() => Promise<void>>()
  const change: DnsProvider['change'] = async (of, wanted, stop) => {
    if (wanted.add.length > 0) await (await release.promise)()
    return memory.change(of, wanted, stop)
  }
  const is = await stage({ provider: { capacity: memory.capacity, change } })
  release.resolve(async () => void (await is.ledger.release(many(1), one)))
  await is.ledger.hold(await is.place(many(1)), one)

  is.writers.wake(zone)

  await expect.poll(async () => (await is.ledger.of(many(1))).length).toBe(0)
  expect(memory.records).toEqual([])
})

test('what a paused process writes after another has removed it goes again', async () => {
  const memory = memoryProvider()
  const is = await stage({ provider: { capacity: memory.capacity, change: overtaken } })
  await is.ledger.hold(await is.place(many(1)), one)

  is.writers.wake(zone)

  await expect.poll(async () => (await is.ledger.of(many(1))).length).toBe(0)
  expect(memory.records).toEqual([])

  async function overtaken(of: string, change: TxtChange, stop: AbortSignal) {
    const [record] = await is.ledger.of(many(1))
    if (change.add.length > 0 && record) await is.ledger.forget(record)
    return memory.change(of, change, stop)
  }
})
