import type { SandboxDns } from '../dns/start.ts'
import { startSandboxDns } from '../dns/start.ts'
import type { SandboxCaOptions } from './options.ts'
import type { SandboxCa } from './start.ts'
import { startSandboxCa } from './start.ts'
import { createSandboxCaState } from './state.ts'
import type { TestKey } from './test-client.ts'
import { TestClient } from './test-client.ts'
import { csr } from './test-csr.ts'

export interface TestSandbox extends AsyncDisposable {
  readonly ca: SandboxCa
  readonly dns: SandboxDns
  connect(key?: TestKey): Promise<TestClient>
  /** A client with an account. */
  registered(key?: TestKey): Promise<TestClient>
}

const state = createSandboxCaState()

/** A CA and the name server that it asks, with the zone example.test. */
export async function testSandbox(options: Partial<SandboxCaOptions> = {}): Promise<TestSandbox> {
  const dns = await startSandboxDns({ zones: ['example.test', 'elsewhere.test'] })
  const ca = await startSandboxCa({ dnsServers: [dns.address], state: await state, ...options })
  const connect = (key?: TestKey) => TestClient.connect(ca, key)
  return {
    ca,
    dns,
    connect,
    registered: async (key) => {
      const client = await connect(key)
      await client.register()
      return client
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([ca.close(), dns.close()])
    },
  }
}

export function identifiers(...names: string[]) {
  return { identifiers: names.map((value) => ({ type: 'dns', value })) }
}

export async function placeOrder(client: TestClient, ...names: string[]) {
  const reply = await client.post(client.url('newOrder'), identifiers(...names))
  return { url: String(reply.headers.location), body: reply.body }
}

/** Answers every challenge of the order with its record in place; the order is ready then. */
export async function prove({ dns }: TestSandbox, client: TestClient, order: { body: OrderBody }) {
  for (const url of order.body.authorizations) {
    const { body } = await client.post(url)
    const [challenge] = body.challenges
    const value = await client.txtValue(challenge.token)
    dns.add({ name: `_acme-challenge.${body.identifier.value}`, type: 'TXT', value })
    await client.post(challenge.url, {})
  }
}

export interface OrderBody {
  readonly authorizations: readonly string[]
  readonly finalize: string
}

export async function readyOrder(sandbox: TestSandbox, client: TestClient, ...names: string[]) {
  const order = await placeOrder(client, ...names)
  await prove(sandbox, client, order)
  return order
}

/** A certificate from order to download. */
export async function certified(sandbox: TestSandbox, client: TestClient, ...names: string[]) {
  const order = await readyOrder(sandbox, client, ...names)
  const request = await csr(names)
  const { body } = await client.post(order.body.finalize, { csr: request.csr })
  const chain = await client.post(body.certificate)
  return { ...request, order, certificateUrl: String(body.certificate), chain }
}
