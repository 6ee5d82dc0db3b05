import { randomBytes } from 'node:crypto'
import {
  type AcmePort,
  type Authorization,
  connectAcme,
  decodeEabKey,
  generateAccountKey,
  keyAuthorizationDigest,
} from '@certwire/acme'
import { pollOrder } from '@certwire/issuers'
import { createCsr, generateKey, verifyChain } from '@certwire/pki'
import { type SandboxDns, startSandboxDns } from '@certwire/sandbox'
import { type Pebble, startPebble } from '@certwire/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { onPebbles } from '../support/pebble.ts'

onPebbles('our ACME client at Pebble', (binary) => {
  const { signal } = new AbortController()
  const clock = () => new Date()
  const eab = { kid: 'kid-1', hmacKey: randomBytes(48).toString('base64url') }
  let dns: SandboxDns
  let pebble: Pebble
  let us: Awaited<ReturnType<typeof registered>>

  beforeAll(async () => {
    dns = await startSandboxDns({ zones: ['example.test'] })
    pebble = await startPebble({
      ...{ binary, dnsServer: dns.address, eab: { [eab.kid]: eab.hmacKey } },
      env: {
        ...{ PEBBLE_WFE_NONCEREJECT: '20', PEBBLE_VA_NOSLEEP: '1', PEBBLE_AUTHZREUSE: '100' },
        PEBBLE_ALTERNATE_ROOTS: '1',
      },
    })
    us = await registered()
  })
  afterAll(async () => {
    await us.acme.close()
    await Promise.all([pebble.close(), dns.close()])
  })

  const binding = (hmacKey: string) => ({ kid: eab.kid, hmacKey: decodeEabKey(hmacKey).key })

  async function stranger() {
    const accountKey = generateAccountKey()
    const { directoryUrl: directory, tlsCaPem: tlsCa } = pebble
    const acme = await connectAcme({
      directory,
      tlsCa,
      accountKey,
      clock,
      userAgent: 'certwire-test/1',
    })
    return { acme, accountKey }
  }

  async function registered() {
    const client = await stranger()
    const contact = ['mailto:admin@example.test']
    const account = await client.acme.newAccount({ contact, eab: binding(eab.hmacKey) }, signal)
    return { ...client, account }
  }

  /** The TXT record that an authorization asks for. */
  function recordOf({ name, challenges }: Authorization) {
    const { token = '', url = '' } = challenges.find(({ type }) => type === 'dns-01') ?? {}
    const value = keyAuthorizationDigest(token, us.accountKey)
    return { url, record: { name: `_acme-challenge.${name}`, type: 'TXT', value } as const }
  }

  const decided = (url: string) =>
    pollOrder(us.acme, url, { isDecided: ({ status }) => status !== 'pending', clock }, signal)

  async function proven(acme: AcmePort, names: readonly string[]) {
    const placed = await acme.newOrder(names, signal)
    const all = placed.authorizations.map((url) => acme.authorization(url, signal))
    const asked = (await Promise.all(all)).map(recordOf)
    for (const { record } of asked) dns.add(record)
    await Promise.all(asked.map(({ url }) => acme.answerChallenge(url, signal)))
    return (await decided(placed.url)).order
  }

  async function certified(names: readonly string[]) {
    const ready = await proven(us.acme, names)
    const csr = createCsr(names, await generateKey('p256'))
    await us.acme.finalize(ready.finalize, csr, signal)
    const isDecided = ({ status }: { status: string }) => status !== 'processing'
    const { order } = await pollOrder(us.acme, ready.url, { isDecided, clock }, signal)
    const issued = await us.acme.certificate(order.certificate ?? '', signal)
    return { ready, order, csr, ...issued }
  }

  test('without a binding, or with a wrong key, there is no account', async () => {
    const { acme } = await stranger()
    const wrong = binding(randomBytes(48).toString('base64url'))

    await expect(acme.newAccount({ contact: [] }, signal)).rejects.toMatchObject({
      code: 'ERR_ACME_EXTERNAL_ACCOUNT_REQUIRED',
    })
    await expect(acme.newAccount({ contact: [], eab: wrong }, signal)).rejects.toMatchObject({
      code: 'ERR_ACME_UNAUTHORIZED',
    })
    await acme.close()
  })

  test('an account is found again by its key alone, and one that is not is told', async () => {
    const { acme } = await stranger()
    const request = { contact: [], onlyReturnExisting: true }

    expect((await us.acme.newAccount(request, signal)).url).toBe(us.account.url)
    await expect(acme.newAccount(request, signal)).rejects.toMatchObject({
      code: 'ERR_ACME_ACCOUNT_DOES_NOT_EXIST',
    })
    await acme.close()
  })

  test('an apex and its wildcard become a chain that is exactly what was ordered', async () => {
    const names = ['a.example.test', '*.a.example.test']

    const { chain, csr } = await certified(names)

    const verified = verifyChain({ chain, csr, names, roots: [pebble.rootPem], now: clock() })
    expect(verified.root).toBe(pebble.rootPem)
  })

  test('a finished order is not finalized again, and still has its certificate', async () => {
    const { ready, order, csr, chain } = await certified(['twice.example.test'])

    await expect(us.acme.finalize(ready.finalize, csr, signal)).rejects.toMatchObject({
      code: 'ERR_ACME_ORDER_NOT_READY',
    })
    expect((await us.acme.order(order.url, signal)).status).toBe('valid')
    expect((await us.acme.certificate(order.certificate ?? '', signal)).chain).toBe(chain)
  })

  test('an alternate chain has the same leaf', async () => {
    const { chain, alternates } = await certified(['alternate.example.test'])
    const [first = ''] = alternates

    const alternate = await us.acme.certificate(first, signal)

    const leafOf = (pem: string) => pem.split('-----END')[0]
    expect(leafOf(alternate.chain)).toBe(leafOf(chain))
    expect(alternate.chain).not.toBe(chain)
  })

  test('an order for names that are proven already is born ready', async () => {
    const names = ['again.example.test']
    await certified(names)

    const order = await us.acme.newOrder(names, signal)

    const [url = ''] = order.authorizations
    expect(order.status).toBe('ready')
    expect((await us.acme.authorization(url, signal)).status).toBe('valid')
  })

  test('without its record an order becomes invalid, and the authorization says why', async () => {
    const placed = await us.acme.newOrder(['bare.example.test'], signal)
    const [url = ''] = placed.authorizations
    await us.acme.answerChallenge(recordOf(await us.acme.authorization(url, signal)).url, signal)

    expect((await decided(placed.url)).order.status).toBe('invalid')
    const { status, challenges } = await us.acme.authorization(url, signal)
    expect(status).toBe('invalid')
    expect(challenges.find(({ error }) => error)?.error?.type).toMatch(/error:(dns|unauthorized)$/)
  })

  test('forty calls at once get through, though a fifth of the nonces is refused', async () => {
    const names = Array.from({ length: 40 }, (_, at) => `n${at}.example.test`)

    const orders = await Promise.all(names.map((name) => us.acme.newOrder([name], signal)))

    expect(orders.map((order) => order.names[0])).toEqual(names)
    expect(new Set(orders.map(({ url }) => url)).size).toBe(40)
  })

  test('the orders of an account are listed, page by page', async () => {
    const { acme } = await registered()
    const names = [1, 2, 3, 4, 5].map((at) => `o${at}.example.test`)
    const placed = await Promise.all(names.map((name) => acme.newOrder([name], signal)))

    const listed = (await acme.orders(signal)) ?? []

    expect([...listed].sort()).toEqual(placed.map(({ url }) => url).sort())
  })

  test('a certificate is revoked, and once more is no error', async () => {
    const { chain } = await certified(['revoked.example.test'])

    await us.acme.revoke(chain, signal, { reason: 4 })

    expect(await us.acme.revoke(chain, signal, { reason: 4 })).toBeUndefined()
  })
})
