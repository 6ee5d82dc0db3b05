import { quote } from '@certwire/domain'
import { createCsr, generateKey } from '@certwire/pki'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Stage, stage } from '../support/stage.ts'

let on: Stage
beforeAll(async () => {
  on = await stage()
})
afterAll(() => on.close())

/** Who asked has to act, everybody can see why, and nobody did anything. */
async function expectRefusal(request: object, code: string, reason: string) {
  const orderId = await on.ask(request)
  const { phase, problem } = await on.reached(orderId, 'failed')
  await on.quiet()

  const why = { code, reason: expect.stringContaining(reason), actor: 'requester' }
  const told = { ...why, remedy: expect.stringMatching(/\w\.$/), retryable: false }
  expect({ phase, problem }).toEqual({ phase: 'failed', problem: told })
  expect(await on.events(orderId)).toMatchObject([{ type: 'cert.failed', data: { problem } }])
  expect(on.said(orderId)).toEqual(['cert.failed'])
}

const label = 'a'.repeat(63)

test.concurrent.each([
  ['', 'ERR_NAME_EMPTY'],
  ['a..example.test', 'ERR_NAME_SYNTAX'],
  ['a_b.example.test', 'ERR_NAME_SYNTAX'],
  ['a-.example.test', 'ERR_NAME_SYNTAX'],
  ['bq--abc.example.test', 'ERR_NAME_SYNTAX'],
  [`a${label}.example.test`, 'ERR_NAME_SYNTAX'],
  ['https://a.example.test/', 'ERR_NAME_SYNTAX'],
  ['\u202ea.example.test', 'ERR_NAME_SYNTAX'],
  [`${label}.${label}.${label}.${label}.test`, 'ERR_NAME_TOO_LONG'],
  ['a.b.c.d.e.f.g.h.i.example.test', 'ERR_NAME_TOO_DEEP'],
  ['xn--a.example.test', 'ERR_NAME_IDN'],
  ['192.0.2.1', 'ERR_NAME_IP_RESERVED'],
  ['2.0.192.in-addr.arpa', 'ERR_NAME_REVERSE'],
  ['co.uk', 'ERR_NAME_PUBLIC_SUFFIX'],
  ['*.co.uk', 'ERR_NAME_PUBLIC_SUFFIX'],
  ['a.*.example.test', 'ERR_NAME_WILDCARD'],
  ['a*.example.test', 'ERR_NAME_WILDCARD'],
])('no order is placed for the name %j: %s', async (name, code) => {
  await expectRefusal({ names: ['a.example.test', name] }, code, `The name ${quote(name)} `)
})

const names = ['a.example.test']
const many = Array.from({ length: 101 }, (_, at) => `n${at}.example.test`)
const csr = createCsr(['csr.example.test'], await generateKey('p256'))

test.concurrent.each([
  ['no names', { names: [] }, 'ERR_NAMES_EMPTY', 'no names'],
  ['101 names', { names: many }, 'ERR_NAMES_TOO_MANY', '101 names'],
  ['an unknown issuer', { names, issuer: 'nobody' }, 'ERR_ISSUER_UNKNOWN', 'there are: sandbox'],
  ['a CSR for other names', { names, csr }, 'ERR_CSR_NAMES', 'not those of its CSR'],
  ['a CSR with another key', { names: [], key: 'p384', csr }, 'ERR_CSR_KEY', 'has one of p256'],
  [
    'a broken CSR',
    { names: [], csr: broken(csr) },
    'ERR_CSR_SIGNATURE',
    'not signed by its own key',
  ],
  ['no CSR at all', { names: [], csr: 'MII=' }, 'ERR_CSR_MALFORMED', 'not one block of PEM'],
])('no order is placed for a request with %s', (_, request, code, reason) =>
  expectRefusal(request, code, reason),
)

/** The last octet of a CSR is the last of its signature. */
function broken(pem: string): string {
  const [begin, base64 = '', end] = pem.split(/(?<=REQUEST-----\n)|(?=-----END)/)
  const octets = Buffer.from(base64, 'base64')
  octets.writeUInt8(octets.readUInt8(octets.length - 1) ^ 1, octets.length - 1)
  return `${begin}${octets.toString('base64')}\n${end}`
}

test('a name in no configured zone fails without a trace in any zone', async () => {
  const orderId = await on.ask({ names: ['a.example.test', 'a.example.org'] })
  const { problem } = await on.reached(orderId, 'failed')
  await on.quiet()

  const why = { code: 'ERR_DNS_ZONE_NOT_CONFIGURED', actor: 'operator', retryable: false }
  expect(problem).toMatchObject(why)
  expect(await on.order(orderId)).not.toHaveProperty('waitingFor')
  expect([on.dns.journal, await on.get('/dead')]).toEqual([[], { letters: [] }])
})
