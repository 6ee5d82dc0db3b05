import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect } from 'node:tls'
import * as dnsPacket from 'dns-packet'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestClient } from '../ca/test-client.ts'
import { csr } from '../ca/test-csr.ts'
import { certified, placeOrder, readyOrder, testSandbox } from '../ca/test-sandbox.ts'
import { type Chance, randomJson, seededChance } from './seeded.ts'

// Whatever is sent, the CA refuses it as the client's mistake and goes on; 5xx would be a mistake of its own.

// biome-ignore lint/style/noProcessEnv: `npm run check` takes a share of the trials, `npm test` all of them.
const share = Number(process.env.CERTWIRE_TRIALS ?? 1)
const ROUNDS = 40 * share

let sandbox: Awaited<ReturnType<typeof testSandbox>>
let client: TestClient
let chance: Chance

beforeAll(async () => {
  chance = seededChance('hostile')
  sandbox = await testSandbox()
  client = await sandbox.registered()
})
afterAll(async () => {
  const order = await certified(sandbox, await sandbox.registered(), 'after.example.test')
  expect(order.chain.status, `CERTWIRE_SEED=${chance.seed}`).toBe(200)
  await sandbox[Symbol.asyncDispose]()
})

const jose = { 'content-type': 'application/jose+json' }

/** A URL of each kind, all of them there. */
async function everyUrl(): Promise<[string, ...string[]]> {
  const order = await placeOrder(client, 'h.example.test')
  const [authorization = ''] = order.body.authorizations
  const { body } = await client.post(authorization)
  const named = ['newAccount', 'newOrder', 'revokeCert', 'keyChange'].map((each) =>
    client.url(each),
  )
  const own = [order.url, order.body.finalize, authorization, body.challenges[0].url]
  return [client.kid ?? '', `${client.kid}/orders`, ...named, ...own]
}

function expectRefusal({ status, body }: { status: number; body: unknown }, sent: unknown) {
  const about = `CERTWIRE_SEED=${chance.seed} ${JSON.stringify(sent)} ${JSON.stringify(body)}`
  expect(status, about).toBeLessThan(500)
  return status
}

test('bodies of any bytes and any JSON are refused', async () => {
  const urls = await everyUrl()
  for (let round = 0; round < ROUNDS; round++) {
    const json = JSON.stringify(randomJson(chance))
    const body = round % 2 === 0 ? json : chance.bytes(chance.below(300)).toString('latin1')
    const reply = await client.request('POST', chance.pick(urls), body, jose)
    expect(expectRefusal(reply, body)).toBeGreaterThanOrEqual(400)
  }
})

test('a damaged JWS is refused', async () => {
  const urls = await everyUrl()
  for (let round = 0; round < ROUNDS; round++) {
    const url = chance.pick(urls)
    const good = JSON.stringify(await client.sign(url, { status: 'valid' }))
    const body = chance.damaged(Buffer.from(good)).toString('latin1')
    expectRefusal(await client.request('POST', url, body, jose), body)
  }
})

test('a protected header of any shape is refused', async () => {
  const urls = await everyUrl()
  for (let round = 0; round < ROUNDS; round++) {
    const header = {
      [chance.pick(['jwk', 'kid', 'url', 'nonce', 'typ'] as const)]: randomJson(chance),
    }
    expectRefusal(await client.post(chance.pick(urls), {}, { header }), header)
  }
})

test('a signed payload of any shape is answered', async () => {
  let urls = await everyUrl()
  for (let round = 0; round < ROUNDS; round++) {
    const payload = randomJson(chance)
    const reply = await client.post(chance.pick(urls), payload)
    expectRefusal(reply, payload)
    // What was sent may have deactivated the account or changed the order, as it should.
    if ((await client.post(client.kid ?? '')).status !== 200) client = await sandbox.registered()
    else if (reply.status !== 200) continue
    urls = await everyUrl()
  }
})

test('a damaged CSR never becomes a certificate of other names', async () => {
  const names = ['csr.example.test']
  const der = Buffer.from((await csr(names)).csr, 'base64url')
  let order = await readyOrder(sandbox, client, ...names)
  for (let round = 0; round < ROUNDS; round++) {
    const sent = chance.damaged(der).toString('base64url')
    const reply = await client.post(order.body.finalize, { csr: sent })
    // A refusal leaves the order ready; damage that does no harm is certified.
    if (expectRefusal(reply, sent) === 200) order = await readyOrder(sandbox, client, ...names)
  }
  expect(sandbox.ca.ledger.issued.every((each) => each.names.join() === names.join())).toBe(true)
})

test('a damaged certificate is not revoked', async () => {
  const { chain } = await certified(sandbox, client, 'r.example.test')
  const [pem = ''] = String(chain.body).split('-----END')
  const der = Buffer.from(pem.replace(/-----BEGIN CERTIFICATE-----|\s/g, ''), 'base64')
  for (let round = 0; round < ROUNDS; round++) {
    const damaged = chance.damaged(der)
    if (damaged.equals(der)) continue
    const certificate = damaged.toString('base64url')
    const reply = await client.post(client.url('revokeCert'), { certificate })
    expect(expectRefusal(reply, certificate)).toBeGreaterThanOrEqual(400)
  }
})

test('paths of any text are answered', async () => {
  const { origin } = new URL(sandbox.ca.directoryUrl)
  const parts = [
    '/',
    '..',
    '%',
    '%00',
    '%ff',
    '?',
    '#',
    'order',
    'account',
    '__proto__',
    '\\',
    ';',
  ] as const
  for (let round = 0; round < ROUNDS; round++) {
    const path = Array.from({ length: 1 + chance.below(5) }, () => chance.pick(parts)).join('')
    const method = chance.pick(['GET', 'POST', 'HEAD', 'DELETE', 'OPTIONS'] as const)
    expectRefusal(await client.request(method, `${origin}/${path}`, undefined, jose), path)
  }
})

test('what is no HTTP at all costs its sender the connection and nobody else', async () => {
  const { hostname: host, port } = new URL(sandbox.ca.directoryUrl)
  const sendNoise = async (noise: Buffer) => {
    const socket = connect({ host, port: Number(port), ca: sandbox.ca.tlsCaPem })
    socket.on('error', () => undefined)
    await once(socket, 'secureConnect')
    socket.end(noise)
    socket.resume()
    await once(socket, 'close')
  }
  const noises = Array.from({ length: 20 }, () => chance.bytes(1 + chance.below(400)))
  await Promise.all(noises.map(sendNoise))
  expect((await client.request('GET', sandbox.ca.directoryUrl)).status).toBe(200)
})

test('a DNS server that answers damage leaves the challenge undecided or invalid', async () => {
  const socket = createSocket('udp4')
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  socket.on('message', (query, { port, address }) => {
    for (let copy = 0; copy < 20; copy++) socket.send(chance.damaged(forged(query)), port, address)
  })
  await using other = await testSandbox({ dnsServers: [`127.0.0.1:${socket.address().port}`] })
  const client = await other.registered()

  const answered = async () => {
    const { body } = await placeOrder(client, 'n.example.test')
    const authorization = await client.post(body.authorizations[0] ?? '')
    const [{ url }] = authorization.body.challenges
    return (await client.post(url, {})).body.status
  }
  for (const status of await Promise.all(Array.from({ length: 10 }, answered)))
    expect(['invalid', 'processing']).toContain(status)
  socket.close()
})

/** An answer with the wrong value, as good as it can be. */
function forged(query: Buffer): Buffer {
  const { id, questions = [] } = dnsPacket.decode(query)
  const name = questions[0]?.name ?? '.'
  return dnsPacket.encode({
    ...{ type: 'response', id: id ?? 0, questions },
    answers: [{ type: 'TXT', class: 'IN', name, ttl: 1, data: ['wrong'] }],
  })
}
