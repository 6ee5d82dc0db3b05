import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '@certwire/config'
import { type Query, query } from '@certwire/dns'
import { connectIssuers } from '@certwire/issuers'
import {
  type SandboxCa,
  type SandboxCloudflare,
  type SandboxDns,
  startSandboxCa,
  startSandboxCloudflare,
  startSandboxDns,
} from '@certwire/sandbox'
import { createSealer, localKek } from '@certwire/secrets'
import { sqliteStore } from '@certwire/store'
import { type Delegated, resolver } from './resolver.ts'
import { scriptedDns } from './scripted-dns.ts'

/** What every set-up stands on: a CA with our account there, and servers at addresses of their own. */
export interface DoctorGround {
  readonly folder: string
  readonly ca: SandboxCa
  readonly accountUrl: string
  /** example.test; asked there, for its `servers` are configured. */
  readonly dns: SandboxDns
  /** elsewhere.test, half.test and lame.test; asked by delegation. */
  readonly delegated: SandboxDns
  /** Knows the tokens `right` and `reader`, and the zone example.test. */
  readonly cloudflare: SandboxCloudflare
  readonly resolvers: readonly string[]
  /** Port 53 of the servers here is another, so that nobody has to be root. */
  readonly query: Query
  close(): Promise<void>
}

export const CA_NAME = 'ca.example'
const GOOD = '127.0.0.2'
const LAME = '127.0.0.3'

const zones: readonly Delegated[] = [
  { zone: 'elsewhere.test', servers: { 'ns1.elsewhere.test': GOOD } },
  { zone: 'half.test', servers: { 'ns1.half.test': GOOD, 'ns2.half.test': LAME } },
  { zone: 'lame.test', servers: { 'ns1.lame.test': LAME } },
  { zone: 'bogus.test', servers: { 'ns1.bogus.test': GOOD }, bogus: true },
]

export async function layDoctorGround(): Promise<DoctorGround> {
  await using started = new AsyncDisposableStack()
  const own = <T extends { close(): void | Promise<void> }>(one: T) =>
    started.adopt(one, () => one.close())
  const folder = await mkdtemp(join(tmpdir(), 'certwire-doctor-'))
  started.defer(() => rm(folder, { recursive: true, force: true }))
  const names = ['elsewhere.test', 'half.test', 'lame.test']
  const dns = own(await startSandboxDns({ zones: ['example.test', 'other.test'] }))
  const delegated = own(await startSandboxDns({ host: GOOD, zones: names }))
  const lame = own(await scriptedDns(LAME, () => ({})))
  const resolving = own(await resolver('127.0.0.1', zones))
  const ca = own(await startSandboxCa({ dnsServers: [dns.address], caaIdentities: [CA_NAME] }))
  const cloudflare = own(
    await startSandboxCloudflare({
      ...{ dns, zones: [{ name: 'example.test' }] },
      tokens: { right: {}, reader: { permissions: ['zone:read'] } },
    }),
  )
  const accountUrl = await register(folder, ca)
  const all = started.move()
  return {
    ...{ folder, ca, accountUrl, dns, delegated, cloudflare },
    resolvers: [`127.0.0.1:${resolving.port}`],
    query: atPorts({ [GOOD]: portOf(delegated.address), [LAME]: lame.port }),
    close: () => all.disposeAsync(),
  }
}

const portOf = (address: string) => Number(address.split(':').at(-1))

const atPorts =
  (ports: Readonly<Record<string, number>>): Query =>
  (server, ...question) => {
    if (server instanceof URL || server.port !== 53) return query(server, ...question)
    return query({ ...server, port: ports[server.address] ?? server.port }, ...question)
  }

export const issuerOf = ({ directoryUrl: directory, tlsCaPem: tlsCa }: SandboxCa) => ({
  ...{ directory, tlsCa },
})

/** Leaves an account in the store of the folder, as the first order does. */
async function register(folder: string, ca: SandboxCa): Promise<string> {
  await using opened = new AsyncDisposableStack()
  await writeFile(
    join(folder, 'certwire.yaml'),
    JSON.stringify({ defaultIssuer: 'ca', issuers: { ca: issuerOf(ca) }, dataDir: '.' }),
  )
  const config = await loadConfig({ env: {}, cwd: folder })
  const file = join(folder, 'certwire.db')
  const store = opened.adopt(await sqliteStore({ file }), (one) => one.close())
  const sealer = createSealer([localKek(new Uint8Array(32).fill(7))])
  const clock = () => new Date()
  const issuers = await connectIssuers({ config, store, sealer, clock })
  opened.defer(() => issuers.close())
  const { accountUrl } = await issuers.register('ca', new AbortController().signal)
  if (accountUrl === undefined) throw new Error('the account has no URL')
  return accountUrl
}
