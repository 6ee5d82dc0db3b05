import type { Config } from '@certwire/config'
import { hvcaRefusal, type SandboxHvcaOptions, startSandboxHvca } from '@certwire/sandbox'
import { Secret } from '@certwire/secrets'
import { expect, onTestFinished, test } from 'vitest'
import { stage } from '../support/stage.ts'

const DAY_MS = 86_400_000

/** All services, at a CA whose account HVCA tells of. */
async function withHvca(options: SandboxHvcaOptions = {}) {
  const stub = await startSandboxHvca(options)
  const hvca = {
    ...{ url: stub.endpoint, clientCertificate: stub.clientCertificatePem, tlsCa: stub.tlsCaPem },
    ...{ apiKey: Secret.of(stub.apiKey), apiSecret: Secret.of(stub.apiSecret) },
    clientKey: Secret.of(stub.clientKeyPem),
  }
  const adapt = (config: Config): Config => ({
    ...config,
    issuers: Object.fromEntries(
      Object.entries(config.issuers).map(([name, issuer]) => [name, { ...issuer, hvca }]),
    ),
  })
  const on = await stage({ adapt, ca: { claims: ['claimed.test'] } })
  onTestFinished(async () => {
    await on.close()
    await stub.close()
  })
  return { on, stub }
}

const claims = () => [
  {
    ...{ domain: 'claimed.test', status: 'VERIFIED' as const, method: 'EMAIL' },
    expiresAt: new Date(Date.now() + 90 * DAY_MS),
  },
]

test('names that are claimed at the CA are issued with no DNS record, in no zone of ours', async () => {
  const { on } = await withHvca({ account: { claims: claims() } })

  const orderId = await on.request(['www.claimed.test', '*.claimed.test'])
  await on.reached(orderId, 'issued')

  expect(on.said(orderId).filter((type) => /^(solver|validation)\./.test(type))).toEqual([])
  expect(on.dns.journal).toEqual([])
})

test('the same names without a claim are refused before the CA is asked', async () => {
  const { on } = await withHvca()

  const { problem } = await on.reached(await on.request(['www.claimed.test']), 'failed')

  expect(problem).toMatchObject({ code: 'ERR_DNS_ZONE_NOT_CONFIGURED', actor: 'operator' })
  expect(on.ca.ledger.orders).toEqual([])
})

test('an order waits while the quota is used up, and goes on when it is raised', async () => {
  const { on, stub } = await withHvca({ account: { quota: 0 } })
  const orderId = await on.request(['a.example.test'])
  const { problem } = await on.until(orderId, (order) => order.problem !== undefined)
  const placed = on.ca.ledger.orders.length

  stub.account.quota = 1
  on.clock.pass(90_000)
  await on.reached(orderId, 'issued')

  expect([problem?.code, problem?.actor, placed]).toEqual(['ERR_CA_QUOTA', 'operator', 0])
})

test('an HVCA that is away, or fails, stops nobody', async () => {
  const { on, stub } = await withHvca({ account: { quota: 0 } })
  stub.answerNext(hvcaRefusal(503), { times: 100 })
  await on.reached(await on.request(['a.example.test']), 'issued')

  await stub.close()
  on.clock.pass(90_000)
  const orderId = await on.request(['www.claimed.test'])

  expect((await on.reached(orderId, 'issued')).phase).toBe('issued')
})

test('what the CA issued on our account is compared with what is kept', async () => {
  const { on, stub } = await withHvca()
  await on.reached(await on.request(['a.example.test']), 'issued')
  await on.reached(await on.request(['b.example.test']), 'issued')
  const [kept] = on.ca.ledger.issued
  for (const serial of [kept?.serial ?? '', 'AB12'])
    stub.account.issued.push({ serial, notBefore: on.clock(), notAfter: on.clock() })
  on.clock.pass(2000)

  expect(await on.get('/issuers/sandbox/hvca/reconciliation')).toMatchObject({
    ...{ both: 1, isWhole: true },
    ...{ onlyThere: [{ serial: 'AB12' }], onlyHere: [{ names: ['b.example.test'] }] },
  })
})
