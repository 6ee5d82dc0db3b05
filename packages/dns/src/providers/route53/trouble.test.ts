import { setTimeout as sleep } from 'node:timers/promises'
import type { VendorScript } from '@certwire/sandbox'
import { expect, test } from 'vitest'
import { context } from '../../test-support/context.ts'
import {
  accessKey,
  at,
  awsEnvironment,
  many,
  sandboxRoute53,
} from '../../test-support/sandbox-route53.ts'
import { route53 } from '../route53.ts'

const apex = '_acme-challenge.example.com'
const adding = { add: at(apex, 'one') }
const write = 'ChangeResourceRecordSets'

const answering =
  (status: number, body: string): VendorScript =>
  (response) =>
    void response.writeHead(status, { 'content-type': 'text/xml' }).end(body)
const error = (code: string, message = 'No.') =>
  answering(
    400,
    `<ErrorResponse><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  )
const endless: VendorScript = (response) => {
  response.writeHead(200, { 'content-type': 'text/xml' })
  const more = () => {
    while (!response.destroyed && response.write('x'.repeat(64 * 1024)));
  }
  response.on('drain', more)
  more()
}

test.each<[string, VendorScript, string]>([
  ['a web page', answering(200, '<!doctype html><html><body>Log in</body></html>'), 'MALFORMED'],
  ['a well-formed web page', answering(200, '<html><body>Log in</body></html>'), 'MALFORMED'],
  ['JSON', answering(200, '{"success":false}'), 'MALFORMED'],
  ['nothing', answering(200, ''), 'MALFORMED'],
  ['no end', endless, 'MALFORMED'],
  ['depth', answering(200, '<a>'.repeat(200_000)), 'MALFORMED'],
  ['a redirection', answering(302, ''), 'MALFORMED'],
  ['a page that there is none', answering(404, '<html><body>Not here</body></html>'), 'MALFORMED'],
  ['a broken connection', (response) => void response.destroy(), 'UNREACHABLE'],
  ['a proxy’s page', answering(502, '<html><body>Bad gateway</body></html>'), 'UNREACHABLE'],
  ['503', answering(503, ''), 'UNREACHABLE'],
  ['429', answering(429, ''), 'THROTTLED'],
  ['403', answering(403, ''), 'AUTH'],
  ['ExpiredToken', error('ExpiredToken'), 'AUTH'],
  ['PriorRequestNotComplete', error('PriorRequestNotComplete'), 'BUSY'],
  ['InvalidInput', error('InvalidInput'), 'REFUSED'],
  ['something new', error('SomethingNew'), 'REFUSED'],
  ['a batch that is refused', error('InvalidChangeBatch', '[RRSet is not permitted]'), 'REFUSED'],
])('an answer of %s', async (_what, script, code) => {
  const { aws, change } = await sandboxRoute53()
  aws.answerNext(script, { operation: write, times: 9 })

  const failure = await change(adding).catch((reason: unknown) => reason)

  expect(failure).toMatchObject({ code: `ERR_DNS_PROVIDER_${code}` })
  expect(String(failure).length).toBeLessThan(500)
})

test('a throttled call says when to come again', async () => {
  const now = new Date('2026-11-25T12:00:00Z')
  const { aws, change } = await sandboxRoute53({ context: { clock: () => now } })
  aws.answerNext(error('Throttling', 'Rate exceeded'))

  await expect(change(adding)).rejects.toMatchObject({
    code: 'ERR_DNS_PROVIDER_THROTTLED',
    retryAfter: new Date(now.getTime() + 1500),
    message: 'route53: ListHostedZonesByName failed, Throttling: Rate exceeded',
  })
})

test('what another zone’s change makes wait is busy', async () => {
  const { change } = await sandboxRoute53({ aws: { callMs: 500 } })

  const both = await Promise.allSettled([
    change(adding),
    change({ add: at(`_acme-challenge.b.example.com`, 'one') }),
  ])

  expect(both.filter(({ status }) => status === 'rejected')).toMatchObject([
    { reason: { code: 'ERR_DNS_PROVIDER_BUSY', retryable: true } },
  ])
})

test('what the batch was refused for is told, in both of the forms that AWS has', async () => {
  const { aws, change } = await sandboxRoute53()
  for (const name of [apex, `_acme-challenge.b.example.com`])
    aws.seed({ name, type: 'CNAME', value: 'example.net' })

  for (const add of [adding.add, [...adding.add, ...at('_acme-challenge.b.example.com', 'two')]])
    await expect(change({ add })).rejects.toMatchObject({
      code: 'ERR_DNS_PROVIDER_REFUSED',
      message: expect.stringContaining('a conflicting RRSet of type CNAME'),
    })
})

test.each([
  ['an unknown key', {}],
  ['a wrong secret', { [accessKey.AWS_ACCESS_KEY_ID]: { secret: 'other' } }],
  ['no permission', { [accessKey.AWS_ACCESS_KEY_ID]: { zones: ['Z2'] } }],
])('with %s it says so, and no more of the credentials', async (_what, accessKeys) => {
  const { change } = await sandboxRoute53({ aws: { accessKeys } })

  const failure = await change(adding).catch((reason: unknown) => reason)

  expect(failure).toMatchObject({ code: 'ERR_DNS_PROVIDER_AUTH', retryable: false })
  expect(String(failure)).toContain('check the credentials')
  for (const secret of Object.values(accessKey)) expect(String(failure)).not.toContain(secret)
})

test('what AWS repeats of a wrong signature is not told', async () => {
  const { aws, change } = await sandboxRoute53()
  aws.answerNext(error('SignatureDoesNotMatch', 'x-amz-security-token:FwoGZXIvYXdzEXAMPLE'))

  const failure = await change(adding).catch((reason: Error) => reason)

  expect(failure).not.toHaveProperty('cause')
  expect(String(failure)).not.toContain('FwoGZXIvYXdz')
})

test('a signature is right', async () => {
  const secret = accessKey.AWS_SECRET_ACCESS_KEY
  const { change, records } = await sandboxRoute53({
    aws: { accessKeys: { [accessKey.AWS_ACCESS_KEY_ID]: { secret } } },
  })

  await change({ add: many(2) })

  expect(records()).toHaveLength(2)
})

test('without credentials it says that there are none', async () => {
  const { change } = await sandboxRoute53()
  awsEnvironment({ AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined })

  await expect(change(adding)).rejects.toMatchObject({
    code: 'ERR_DNS_PROVIDER_AUTH',
    message: expect.stringContaining('Could not load credentials'),
  })
})

test('nobody at the endpoint is told as such', async () => {
  awsEnvironment()
  const dns = route53.connect({ endpoint: 'http://127.0.0.1:1' }, context)

  const changing = dns.change('example.com', { ...adding, remove: [] }, AbortSignal.timeout(5000))

  await expect(changing).rejects.toMatchObject({
    code: 'ERR_DNS_PROVIDER_UNREACHABLE',
    message: 'route53: ListHostedZonesByName got no answer (ECONNREFUSED).',
  })
})

test('who calls it off is not kept waiting', async () => {
  const { dns } = await sandboxRoute53({
    aws: { onCall: () => sleep(60_000, undefined, { ref: false }) },
  })
  const reason = new Error('enough')
  const controller = new AbortController()
  const changing = dns.change('example.com', { ...adding, remove: [] }, controller.signal)

  setImmediate(() => controller.abort(reason))

  await expect(changing).rejects.toBe(reason)
})
