import { CleanUpChallenge, stamp } from '@certwire/contracts'
import { DnsProviderError } from '@certwire/dns'
import { expect, test } from 'vitest'
import { cleanUp } from './clean-up.ts'
import { mark, orderId, records, signal, stage } from './test-stage.ts'

const message = stamp(CleanUpChallenge(orderId, { records }), mark)

test('exactly these values go, and others under the same name stay', async () => {
  const is = stage()
  const other = { name: '_acme-challenge.a.example.test', value: 'o'.repeat(43) }
  await is.zones.present([...records, other], signal)

  const answers = await cleanUp(message, is, signal)

  expect(answers).toMatchObject([{ type: 'challenge.cleaned-up', orderId, data: { records } }])
  expect(is.records).toEqual([other])
})

test('what is gone already is cleaned up', async () => {
  expect(await cleanUp(message, stage(), signal)).toMatchObject([{ type: 'challenge.cleaned-up' }])
})

test('a record in no zone of ours is none that we wrote', async () => {
  const foreign = [{ name: '_acme-challenge.example.org', value: 'c'.repeat(43) }]

  const answers = await cleanUp(
    stamp(CleanUpChallenge(orderId, { records: foreign }), mark),
    stage(),
    signal,
  )

  expect(answers).toMatchObject([{ data: { records: foreign } }])
})

test('a provider that fails is trouble, so that nobody believes that the records are gone', async () => {
  const error = new DnsProviderError('ERR_DNS_PROVIDER_AUTH', 'The provider says no.')
  const is = stage({ provider: { change: () => Promise.reject(error) } })

  await expect(cleanUp(message, is, signal)).rejects.toBe(error)
})
