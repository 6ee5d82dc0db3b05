import { CertFailed, CertIssued, CertificateId, DnsName, TenantId } from '@certwire/contracts'
import { expect, test } from 'vitest'
import { orderId, secret, stage } from '../test-stage.ts'
import { startSubscriber } from './test-stage.ts'

const names = [DnsName.parse('a.example')]
const problem = {
  ...{ code: 'ERR_TEST', reason: 'No.', actor: 'operator' as const, remedy: 'Yes.' },
  retryable: false,
}
const failed = CertFailed(orderId, { names, problem })
const certificate = {
  ...{ certificateId: CertificateId.parse(`crt_${'a'.repeat(40)}`), serial: '01' },
  ...{ subject: 'CN=a.example', issuerName: 'CN=CA' },
  ...{ notBefore: '2026-11-24T12:00:00.000Z', notAfter: '2027-02-24T12:00:00.000Z' },
}
const issued = CertIssued(orderId, { names, certificate })

/** Subscribers that are never reached: what is kept for them is seen in the list. */
const staged = (...changes: object[]) =>
  stage({
    subscribers: changes.map((change, n) => ({
      ...{ url: `http://127.0.0.1:1/${n}`, allowPrivate: true, secrets: [secret], ...change },
    })),
  })

const listed = async ({ ask }: Awaited<ReturnType<typeof stage>>) => {
  const { body } = await ask('GET', '/webhooks/deliveries')
  return (body as { deliveries: { type: string }[] }).deliveries.map(({ type }) => type).sort()
}

test('each subscriber has a delivery before the event is acknowledged, and one however often it comes', async () => {
  const at = await staged({}, {})

  await at.hand(issued)
  await at.hand(issued)

  expect(await listed(at)).toEqual(['cert.issued', 'cert.issued'])
})

test('who wants to hear only some events, or only of some tenants, hears no other', async () => {
  const at = await staged({ events: ['cert.failed'] }, { tenants: ['acme'] })

  await at.hand(issued, 'evt-1')
  await at.hand(failed, 'evt-2')
  await at.hand(issued, 'evt-3', TenantId.parse('acme'))

  expect(await listed(at)).toEqual(['cert.failed', 'cert.issued'])
})

test('what is sent says what happened, when, to which order of whom', async () => {
  const { url, heard } = await startSubscriber()
  const { hand } = await staged({ url })

  await hand(failed)
  await expect.poll(() => heard.length, { timeout: 5000 }).toBe(1)

  expect(JSON.parse(heard[0]?.body ?? '')).toEqual({
    ...{ type: 'cert.failed', timestamp: '2026-11-24T12:00:00.000Z' },
    data: { order: 'ord_1', tenant: 'default', names, problem },
  })
})
