import { CleanUpChallenge, stamp } from '@certwire/contracts'
import { DnsProviderError } from '@certwire/dns'
import { expect, test } from 'vitest'
import { cleanUp } from './clean-up.ts'
import { hold } from './hold.ts'
import { mark, orderId, otherId, records, signal, stage } from './test-stage.ts'

const message = stamp(CleanUpChallenge(orderId, { generation: 1, records }), mark)
const holder = { orderId, generation: 1 }

type Stage = Awaited<ReturnType<typeof stage>>

async function written(is: Stage, holders = [holder], wanted = records) {
  for (const one of holders) await hold(wanted, one, is, signal)
  await is.marked(wanted, ({ state }) => state === 'held')
}

test('exactly these values go, and others under the same name stay', async () => {
  const is = await stage()
  const other = { name: '_acme-challenge.a.example.test', value: 'o'.repeat(43) }
  await written(is, [holder], [...records, other])

  const answers = await cleanUp(message, is, signal)

  expect(answers).toMatchObject([{ type: 'challenge.cleaned-up', orderId, data: { records } }])
  expect(is.inZone()).toEqual([other])
})

test('what is gone already is cleaned up', async () => {
  expect(await cleanUp(message, await stage(), signal)).toMatchObject([
    { type: 'challenge.cleaned-up' },
  ])
})

test('what another order needs stays until that one lets go of it too', async () => {
  const is = await stage()
  await written(is, [holder, { orderId: otherId, generation: 1 }])

  expect(await cleanUp(message, is, signal)).toHaveLength(1)
  expect(is.inZone()).toEqual(records)

  await cleanUp({ ...message, orderId: otherId }, is, signal)
  expect(is.inZone()).toEqual([])
})

test('what a later generation needs stays', async () => {
  const is = await stage()
  await written(is, [holder, { orderId, generation: 2 }])

  expect(await cleanUp(message, is, signal)).toHaveLength(1)
  expect(is.inZone()).toEqual(records)
})

test('it goes where it was written, wherever the CNAME leads by now', async () => {
  const [record] = records
  const cnames = { [record?.name ?? '']: 'challenges.example.test' }
  const is = await stage({ cnames })
  await written(is)
  expect(is.inZone()[1]).toMatchObject({ name: 'challenges.example.test', via: record?.name })
  delete cnames[record?.name ?? '']

  await cleanUp(message, is, signal)

  expect(is.inZone()).toEqual([])
})

test('a provider that fails is not waited for, and nobody is told that the records are gone', async () => {
  const refusal = new DnsProviderError('ERR_DNS_PROVIDER_AUTH', 'The provider says no.')
  const change = () => Promise.reject(refusal)
  const is = await stage({ provider: { capacity: { records: 9 }, change }, tickMs: 3000 })
  await hold(records, holder, is, signal)

  expect(await cleanUp(message, is, signal)).toEqual([])
  expect((await is.ledger.of(records)).map(({ state }) => state)).toEqual(['removing', 'removing'])
})
