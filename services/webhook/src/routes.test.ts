import { expect, test } from 'vitest'
import { startSubscriber } from './outbound/test-stage.ts'
import { secret, sign, signed, stage } from './test-stage.ts'

const subscriber = (url: string) => ({ url, secrets: [secret], allowPrivate: true })

const firstOf = ({ body }: { body: unknown }, key: string) =>
  (body as Record<string, unknown[]>)[key]?.[0]

test('sources are listed with what they have to pass, and when they were last heard of', async () => {
  const sources = { ca: signed, digicert: { kind: 'digicert', issuer: 'sandbox' } }
  const { ask, post } = await stage({ sources })
  await post('{}', sign('{}'))

  expect((await ask('GET', '/webhooks/sources')).body).toEqual({
    sources: [
      {
        ...{ name: 'ca', kind: 'generic', issuer: 'sandbox', path: '/webhooks/ca' },
        ...{ verify: ['standard-webhooks'], lastAt: '2026-11-24T12:00:00.000Z' },
      },
      {
        ...{ name: 'digicert', kind: 'digicert', issuer: 'sandbox' },
        ...{ path: '/webhooks/digicert', verify: ['source-range'] },
      },
    ],
  })
})

test('a test event reaches each subscriber', async () => {
  const { url, heard } = await startSubscriber()
  const { ask } = await stage({ subscribers: [subscriber(url)] })

  const answer = await ask('POST', '/webhooks/test')
  await expect.poll(() => heard.length, { timeout: 5000 }).toBe(1)

  expect(answer).toMatchObject({
    status: 202,
    body: { sent: [{ delivery: expect.stringMatching(/^msg_/) }] },
  })
  expect(JSON.parse(heard[0]?.body ?? '')).toMatchObject({ type: 'certwire.test' })
})

test('one that says it is gone is shown as disabled, and enabled again', async () => {
  const { url, heard } = await startSubscriber({ status: 410 })
  const { ask } = await stage({ subscribers: [subscriber(`${url}?key=k`)] })
  await ask('POST', '/webhooks/test')
  await expect.poll(() => heard.length, { timeout: 5000 }).toBe(1)
  const shown = async () => firstOf(await ask('GET', '/webhooks/subscribers'), 'subscribers')
  await expect.poll(shown).toMatchObject({ state: 'disabled', url: `${url}?[secret]` })

  const { id } = (await shown()) as { id: string }
  const answer = await ask('POST', `/webhooks/subscribers/${id}/enable`)

  expect(answer.body).toMatchObject({ id, state: 'active' })
  expect(await shown()).toMatchObject({ state: 'active' })
})

test('what is not delivered is listed with its reason', async () => {
  const { url, heard } = await startSubscriber({ status: 500 })
  const { ask } = await stage({ subscribers: [subscriber(url)] })
  await ask('POST', '/webhooks/test')
  await expect.poll(() => heard.length, { timeout: 5000 }).toBe(1)

  const first = async () => firstOf(await ask('GET', '/webhooks/deliveries'), 'deliveries')

  await expect.poll(first).toMatchObject({
    ...{ type: 'certwire.test', state: 'pending', attempts: 1, tenant: 'default' },
    ...{ nextAt: '2026-11-24T12:00:05.000Z', problem: 'It answered with HTTP 500.' },
  })
})

test('a subscriber that there is not is a problem', async () => {
  const { ask } = await stage({ subscribers: [] })

  expect(await ask('POST', '/webhooks/subscribers/sub_0/enable')).toMatchObject({
    ...{ status: 404, body: { code: 'ERR_SUBSCRIBER_UNKNOWN' } },
  })
})
