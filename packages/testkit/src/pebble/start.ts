import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { endChild, freePort, startChild } from '../child.ts'
import { localhostIdentity } from '../localhost.ts'
import { type Journal, readJournal } from './journal.ts'

/** By name; of an order that names none Pebble takes any of them. */
export type PebbleProfiles = Readonly<
  Record<string, { readonly description: string; readonly validityPeriod: number }>
>

interface PebbleOptions {
  /** A name on the PATH or a path. */
  readonly binary?: string
  /** `ip:port` of the DNS server that it validates with. */
  readonly dnsServer: string
  /** HMAC keys in base64url by kid; given, every account needs one. */
  readonly eab?: Readonly<Record<string, string>>
  readonly profiles?: PebbleProfiles
  /** What it says that CAA records, and those of dns-persist-01, call it. */
  readonly caaIdentities?: readonly string[]
  /** Such as `PEBBLE_WFE_NONCEREJECT`. */
  readonly env?: Readonly<Record<string, string>>
}

/** A Pebble of one's own. It keeps everything in memory. */
export interface Pebble extends Journal {
  readonly directoryUrl: string
  /** What a client has to trust to talk to it. */
  readonly tlsCaPem: string
  /** The root that its certificates end in. */
  readonly rootPem: string
  close(): Promise<void>
}

export async function startPebble(options: PebbleOptions): Promise<Pebble> {
  const { binary = 'pebble', dnsServer, env = {} } = options
  const folder = await mkdtemp(join(tmpdir(), 'certwire-pebble-'))
  const [port, managementPort] = [await freePort(), await freePort()]
  const { certificate, key } = await localhostIdentity(new Date())
  const files = { certificate: join(folder, 'cert.pem'), privateKey: join(folder, 'key.pem') }
  await writeFile(files.certificate, certificate)
  await writeFile(files.privateKey, key, { mode: 0o600 })
  const config = join(folder, 'pebble.json')
  await writeFile(config, JSON.stringify(configOf(port, managementPort, files, options)))
  const rootUrl = `https://127.0.0.1:${managementPort}/roots/0`
  const child = await startChild(
    binary,
    ['-config', config, '-dnsserver', dnsServer],
    // biome-ignore lint/style/noProcessEnv: a program needs its PATH.
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } },
    () => get(rootUrl, certificate),
  )
  const journal = readJournal(streamsOf(child))
  return {
    ...{ directoryUrl: `https://127.0.0.1:${port}/dir`, tlsCaPem: certificate, ...journal },
    rootPem: await get(rootUrl, certificate),
    close: async () => {
      await endChild(child)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function configOf(
  port: number,
  managementPort: number,
  files: { certificate: string; privateKey: string },
  { eab, profiles, caaIdentities }: PebbleOptions,
) {
  return {
    pebble: {
      ...files,
      listenAddress: `127.0.0.1:${port}`,
      managementListenAddress: `127.0.0.1:${managementPort}`,
      httpPort: 5002,
      tlsPort: 5001,
      externalAccountBindingRequired: eab !== undefined,
      ...(eab && { externalAccountMACKeys: eab }),
      ...(profiles && { profiles }),
      ...(caaIdentities && { caaIdentities }),
    },
  }
}

const streamsOf = ({ stdout, stderr }: ChildProcess) => [stdout, stderr].flatMap((one) => one ?? [])

async function get(url: string, ca: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  request(url, { ca }, (response) => void text(response).then(resolve, reject))
    .on('error', reject)
    .end()
  return promise
}
