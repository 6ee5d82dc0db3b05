import { describe, expect, test } from 'vitest'
import type { DnsProvider, TxtValue } from './provider.ts'

/** A provider of the zones example.com and example.net, and a look into them past the provider. */
interface DnsProviderHarness {
  readonly dns: DnsProvider
  /** Another hand in the zone. */
  add(records: readonly TxtValue[]): void | Promise<void>
  /** Every TXT record of both zones. */
  records(): readonly TxtValue[] | Promise<readonly TxtValue[]>
}

const at = (name: string, ...values: string[]): TxtValue[] =>
  values.map((value) => ({ name, value }))
const text = ({ name, value }: TxtValue) => `${name.replace(/\.$/, '').toLowerCase()} ${value}`

const zone = 'example.com'
const apex = '_acme-challenge.example.com'
const www = '_acme-challenge.www.example.com'
const signal = new AbortController().signal

/** The promise of `DnsProvider`, which every provider keeps. */
export function dnsProviderSuite(
  name: string,
  make: () => DnsProviderHarness | Promise<DnsProviderHarness>,
) {
  const setUp = async () => {
    const harness = await make()
    const change = (change: { add?: TxtValue[]; remove?: TxtValue[] }, of = zone) =>
      harness.dns.change(of, { add: [], remove: [], ...change }, signal)
    const records = async () => (await harness.records()).map(text).sort()
    return { ...harness, change, records }
  }

  describe(`the DNS provider ${name}`, () => {
    test('two values live under one name', async () => {
      const { change, records } = await setUp()

      await change({ add: at(apex, 'one') })
      await change({ add: at(apex, 'two') })

      expect(await records()).toEqual([`${apex} one`, `${apex} two`])
    })

    test('adding a value that is there leaves one record', async () => {
      const { change, records } = await setUp()

      await change({ add: at(apex, 'one', 'one') })
      await change({ add: at(apex, 'one') })

      expect(await records()).toEqual([`${apex} one`])
    })

    test('removing a record that is gone succeeds', async () => {
      const { change, records } = await setUp()
      await change({ add: at(apex, 'one') })

      await change({ remove: at(apex, 'one') })
      await change({ remove: [...at(apex, 'one'), ...at(www, 'one')] })

      expect(await records()).toEqual([])
    })

    test('values that are not ours stay', async () => {
      const { add, change, records } = await setUp()
      await add(at(apex, 'foreign'))

      await change({ add: at(apex, 'one') })
      await change({ remove: at(apex, 'one') })

      expect(await records()).toEqual([`${apex} foreign`])
    })

    test('several records come and go in one change', async () => {
      const { change, records } = await setUp()
      await change({ add: [...at(apex, 'one', 'two'), ...at(www, 'three')] })

      await change({ add: at(www, 'four'), remove: [...at(apex, 'one'), ...at(www, 'three')] })

      expect(await records()).toEqual([`${apex} two`, `${www} four`])
    })

    test('several zones are kept apart', async () => {
      const { change, records } = await setUp()
      const other = '_acme-challenge.example.net'
      await change({ add: at(apex, 'one') })
      await change({ add: at(other, 'one') }, 'example.net')

      await change({ remove: at(apex, 'one') })

      expect(await records()).toEqual([`${other} one`])
    })

    test('only the exact value is removed', async () => {
      const { change, records } = await setUp()
      await change({ add: at(apex, 'Value') })

      await change({ remove: at(apex, 'value', 'Valu', 'Value2') })

      expect(await records()).toEqual([`${apex} Value`])
    })

    test('the case of a name does not matter', async () => {
      const { change, records } = await setUp()
      await change({ add: at('_ACME-Challenge.Example.COM', 'one') })

      await change({ add: at(apex, 'one') })
      expect(await records()).toEqual([`${apex} one`])

      await change({ remove: at('_acme-challenge.EXAMPLE.com.', 'one') }, 'Example.Com.')
      expect(await records()).toEqual([])
    })

    test.each([
      ['another name', 'www.example.com', 'one'],
      ['the zone itself', 'example.com', 'one'],
      ['a longer first label', '_acme-challengex.example.com', 'one'],
      ['a name of another zone', '_acme-challenge.example.net', 'one'],
      ['a name that only ends alike', '_acme-challenge.notexample.com', 'one'],
      ['a wildcard', '_acme-challenge.*.example.com', 'one'],
      ['text that is no digest', apex, 'v=spf1 -all'],
    ])('%s is never written', async (_what, forbidden, value) => {
      const { change, records } = await setUp()

      for (const key of ['add', 'remove'] as const) {
        const changing = change({ [key]: [...at(apex, 'fine'), ...at(forbidden, value)] })
        await expect(changing).rejects.toMatchObject({ code: 'ERR_DNS_NAME_FORBIDDEN' })
      }

      expect(await records()).toEqual([])
    })
  })
}
