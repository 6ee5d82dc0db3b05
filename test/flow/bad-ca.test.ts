import type { Config, IssuerConfig } from '@certwire/config'
import type { OrderId } from '@certwire/contracts'
import { startSandboxCa } from '@certwire/sandbox'
import { Secret } from '@certwire/secrets'
import { type Spoiling, startIssuingCa } from '@certwire/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { garbage, hangUp } from '../support/bad-answers.ts'
import { type Stage, stage, ZONE } from '../support/stage.ts'

const eabKey = (octet: number) => Buffer.alloc(32, octet).toString('base64url')
const ca = await startIssuingCa()
const strict = await startSandboxCa({ dnsServers: [], eab: { kid: eabKey(1) } })
const { origin } = new URL(ca.directory)

let on: Stage
beforeAll(async () => {
  on = await stage({ adapt })
})
afterAll(async () => {
  await Promise.all([on.close(), ca.close(), strict.close()])
})

function adapt(config: Config): Config {
  const bad = { directory: ca.directory, tlsCa: ca.tlsCa, trustedRoots: ca.root }
  const eab = { directory: strict.directoryUrl, tlsCa: strict.tlsCaPem }
  const wrongKey = { kid: 'kid', hmacKey: Secret.of(eabKey(2)) }
  const issuers: Record<
    string,
    Omit<IssuerConfig, 'name' | 'contact' | 'origins' | 'propagation'>
  > = {
    bad,
    'of unknown TLS': { directory: ca.directory },
    'of an unknown root': { ...bad, trustedRoots: strict.rootPem },
    'without EAB': eab,
    'with a wrong EAB key': { ...eab, eab: wrongKey },
    'with an unknown EAB kid': { ...eab, eab: { ...wrongKey, kid: 'other' } },
  }
  const all = Object.entries(issuers).map(([what, issuer]) => {
    const name = nameOf(what)
    return [name, { name, contact: [], origins: [], propagation: 'all', ...issuer }]
  })
  return { ...config, issuers: { ...config.issuers, ...Object.fromEntries(all) } }
}

const nameOf = (what: string) => what.toLowerCase().replaceAll(' ', '-')

const steps = ['new-order', 'authz', 'challenge', 'finalize', 'order', 'cert']

/** Asks for a certificate of the bad CA, which spoils this step of its order. */
function askSpoiled(step: string, what: string, how: Spoiling): Promise<OrderId> {
  const name = `${step}.${nameOf(what)}.${ZONE}`
  ca.spoil(step, name, how)
  return on.ask({ names: [name], issuer: 'bad' })
}

/** The names of what the bad CA has certified under such a name. */
const certified = (what: string) =>
  ca.orders
    .filter(({ names, status }) => names[0]?.includes(nameOf(what)) && status === 'valid')
    .map(({ names }) => names[0])

test('a CA that answers with a web page at any step fails the order for good', async () => {
  const [page] = garbage
  const orderIds = await Promise.all(steps.map((step) => askSpoiled(step, 'any', page.how)))
  const orders = await Promise.all(orderIds.map((id) => on.finished(id)))
  await on.settled()

  const problem = { code: page.code, actor: 'operator', retryable: false }
  expect(orders).toMatchObject(steps.map(() => ({ phase: 'failed', generation: 1, problem })))
  expect(certified('any')).toEqual([`cert.any.${ZONE}`])
})

test.each(garbage)(
  'a CA that answers with $what is not waited for',
  async ({ what, how, code }) => {
    const order = await on.finished(await askSpoiled('new-order', what, how))

    const problem = { code, actor: 'operator', retryable: false }
    expect(order).toMatchObject({ phase: 'failed', generation: 1, problem })
  },
)

test.each([...garbage, { what: 'a hang-up', how: hangUp }])(
  'a CA that certifies and answers with $what has certified',
  async ({ what, how }) => {
    const late: Spoiling = (response, act) => act().then(() => how(response, act))
    const orderId = await askSpoiled('finalize', `late ${what}`, late)

    const { phase, generation } = await on.finished(orderId)

    expect([phase, generation, certified(`late ${what}`).length]).toEqual(['issued', 1, 1])
  },
)

test('a CA that hangs up is asked again, while another goes on', async () => {
  const orderIds = await Promise.all(steps.map((step) => askSpoiled(step, 'gone', hangUp)))
  const waiting = await Promise.all(
    orderIds.map((id) => on.until(id, ({ problem }) => problem !== undefined)),
  )
  await on.reached(await on.request([`good.${ZONE}`]), 'issued')

  ca.heal()
  on.clock.pass(60_000)
  const orders = await Promise.all(orderIds.map((id) => on.finished(id)))

  const problem = { code: 'ERR_CA_UNREACHABLE', actor: 'ca', retryable: true }
  expect(waiting).toMatchObject(steps.map(() => ({ problem })))
  expect(orders).toMatchObject(steps.map(() => ({ phase: 'issued', generation: 1 })))
  expect(certified('gone')).toHaveLength(steps.length)
})

const place = { status: 'pending', identifiers: [], authorizations: [], finalize: `${origin}/f` }

test.each([
  ['order', place, 'https://elsewhere.example/order'],
  [
    'authorization',
    { ...place, authorizations: ['https://169.254.169.254/'] },
    `${origin}/order/0`,
  ],
  ['finalization', { ...place, finalize: 'http://localhost/' }, `${origin}/order/0`],
])('a CA whose %s is somewhere else is not followed there', async (what, body, location) => {
  const orderId = await askSpoiled('new-order', what, (response) =>
    response.writeHead(201, { location }).end(JSON.stringify(body)),
  )

  const problem = { code: 'ERR_CA_URL_FOREIGN', actor: 'operator', retryable: false }
  expect(await on.finished(orderId)).toMatchObject({ phase: 'failed', problem })
})

test('a certificate for the key of somebody else is refused, and no other is ordered', async () => {
  const orderId = await askSpoiled('cert', 'theirs', async (response) => {
    response.writeHead(200).end(await ca.certify([`cert.theirs.${ZONE}`]))
  })
  const order = await on.finished(orderId)
  await on.settled()

  const problem = { code: 'ERR_CHAIN_KEY', actor: 'ca', retryable: false }
  expect(order).toMatchObject({ phase: 'failed', generation: 1, problem })
  expect(await on.get(`/certificates?order=${orderId}`)).toEqual({ certificates: [] })
  expect(certified('theirs')).toHaveLength(1)
})

test.each([
  ['of unknown TLS', 'ERR_CA_TLS', 'operator'],
  ['of an unknown root', 'ERR_CHAIN_ROOT', 'operator'],
  ['without EAB', 'ERR_EAB_REQUIRED', 'operator'],
  ['with a wrong EAB key', 'ERR_EAB_MAC', 'operator'],
  ['with an unknown EAB kid', 'ERR_EAB_UNKNOWN', 'operator'],
])('an issuer %s fails the order with %s', async (what, code, actor) => {
  const issuer = nameOf(what)
  const order = await on.finished(await on.ask({ names: [`${issuer}.${ZONE}`], issuer }))

  expect(order).toMatchObject({ phase: 'failed', problem: { code, actor, retryable: false } })
})
