import { providers } from '@certwire/dns'
import { dnsProviderSuite } from '@certwire/dns/suite'
import type { DnsServer } from '@certwire/testkit'
import { expect, onTestFinished, test } from 'vitest'
import { onDnsServers } from '../support/dns-servers.ts'

const HOUR_MS = 3_600_000
const apex = '_acme-challenge.example.com'
const one = { name: apex, value: 'one' }
const signal = new AbortController().signal
const otherSecret = Buffer.alloc(32).toString('base64')

/** The provider with the key of its server, unless told otherwise. */
function connected({ address, key }: DnsServer, other: object = {}, now = () => new Date()) {
  const keyed = { keyName: key.name, keyAlgorithm: key.algorithm, keySecret: key.secret }
  const config = providers.rfc2136.config.parse({ server: address, ...keyed, ...other })
  const context = { clock: now, fetch: globalThis.fetch, nameServers: async () => [] }
  return providers.rfc2136.connect(config, context)
}

const many = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    name: `_acme-challenge.host-${at}.example.com`,
    value: String(at).padStart(43, 'v'),
  }))

const sorted = (records: readonly { name: string; value: string }[]) =>
  records.map(({ name, value }) => `${name} ${value}`).sort()

onDnsServers('rfc2136', (start) => {
  const started = async (records: readonly string[] = [], options = {}) => {
    const server = await start({ 'example.com': records, 'example.net': [] }, options)
    onTestFinished(server.stop)
    return server
  }

  dnsProviderSuite('rfc2136', async () => {
    const server = await started()
    return {
      dns: connected(server),
      records: server.txtRecords,
      add: async (records) => {
        const lines = records.map(({ name, value }) => `add ${name} 3600 TXT "${value}"`)
        await server.update('example.com', lines)
      },
    }
  })

  test.each(['hmac-sha256', 'hmac-sha384', 'hmac-sha512'] as const)(
    'a change is signed by %s',
    async (algorithm) => {
      const secret = Buffer.from('a secret of thirty-two octets!!!').toString('base64')
      const server = await started([], { key: { name: 'a.key', algorithm, secret } })

      await connected(server).change('example.com', { add: [one], remove: [] }, signal)

      expect(await server.txtRecords()).toEqual([one])
    },
  )

  test.each([
    ['a key it does not know', { keyName: 'other' }, 'AUTH', 'BADKEY'],
    ['another algorithm', { keyAlgorithm: 'hmac-sha512' }, 'AUTH', 'BADKEY'],
    ['another secret', { keySecret: otherSecret }, 'AUTH', 'BADSIG'],
    ['no key', { keyName: undefined, keySecret: undefined }, 'AUTH', /REFUSED|NOTAUTH/],
  ])('%s is refused with what to do', async (_what, config, code, reason) => {
    const server = await started()

    const changing = connected(server, config).change(
      'example.com',
      { add: [one], remove: [] },
      signal,
    )

    await expect(changing).rejects.toMatchObject({
      code: `ERR_DNS_PROVIDER_${code}`,
      message: expect.stringMatching(reason),
    })
    expect(await server.txtRecords()).toEqual([])
  })

  test.each([HOUR_MS, -HOUR_MS])(
    'a clock that is %i ms off is named with both times',
    async (off) => {
      const server = await started()
      const now = new Date(Date.now() + off)

      const changing = connected(server, {}, () => now).change(
        'example.com',
        { add: [one], remove: [] },
        signal,
      )

      await expect(changing).rejects.toMatchObject({
        code: 'ERR_DNS_PROVIDER_AUTH',
        message: expect.stringMatching(`BADTIME: it is .*Z there and ${now.toISOString()} here`),
      })
    },
  )

  test.each(['example.org', 'www.example.com'])(
    'the zone %s is none of the server',
    async (zone) => {
      const server = await started()
      const add = [{ name: `_acme-challenge.${zone}`, value: 'one' }]

      const changing = connected(server).change(zone, { add, remove: [] }, signal)

      await expect(changing).rejects.toMatchObject({
        code: 'ERR_DNS_PROVIDER_ZONE',
        retryable: false,
      })
    },
  )

  test('the server may be known by the name of its host', async () => {
    const server = await started()
    const byName = connected(server, { server: `localhost:${server.port}` })

    await byName.change('example.com', { add: [one], remove: [] }, signal)

    expect(await server.txtRecords()).toEqual([one])
  })

  test('500 records come and go in one change each', async () => {
    const server = await started()
    const dns = connected(server)

    await dns.change('example.com', { add: many(500), remove: [] }, signal)
    expect(sorted(await server.txtRecords())).toEqual(sorted(many(500)))

    await dns.change('example.com', { add: [one], remove: many(500) }, signal)
    expect(await server.txtRecords()).toEqual([one])
  })

  test('a value of 255 characters is one value', async () => {
    const server = await started()
    const longest = { name: apex, value: 'v'.repeat(255) }

    await connected(server).change('example.com', { add: [longest], remove: [] }, signal)

    expect(await server.txtRecords()).toEqual([longest])
  })

  test('where one name has a CNAME nothing is changed, and it is told', async () => {
    const server = await started(['_acme-challenge.www CNAME elsewhere.example.net.'])
    const alias = { name: '_acme-challenge.www.example.com', value: 'one' }

    const changing = connected(server).change(
      'example.com',
      { add: [alias, one], remove: [] },
      signal,
    )

    await expect(changing).rejects.toMatchObject({
      code: 'ERR_DNS_PROVIDER_REFUSED',
      message: expect.stringContaining(`CNAME at ${alias.name} or another name`),
    })
    expect(await server.txtRecords()).toEqual([])
  })

  test('a change is kept over kill -9 and can be made again', async () => {
    const server = await started()
    const dns = connected(server)
    await dns.change('example.com', { add: [one], remove: [] }, signal)
    await server.kill()

    const dead = dns.change('example.com', { add: [one], remove: [] }, signal)
    await expect(dead).rejects.toMatchObject({ code: 'ERR_DNS_PROVIDER_UNREACHABLE' })

    await server.start()
    await dns.change('example.com', { add: [one], remove: [] }, signal)
    expect(await server.txtRecords()).toEqual([one])
  })

  test('a server that says nothing is left as soon as the signal says so', async () => {
    const server = await started()
    await server.pause()
    const stopping = AbortSignal.timeout(100)

    const changing = connected(server).change('example.com', { add: [one], remove: [] }, stopping)

    await expect(changing).rejects.toMatchObject({ name: 'TimeoutError' })
    server.resume()
  })
})
