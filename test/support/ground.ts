import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type SandboxDns, startSandboxDns } from '@certwire/sandbox'
import { type Pebble, type PebbleProfiles, startPebble } from '@certwire/testkit'

/** What every way of running stands on: a real Pebble that demands EAB, a zone, and a folder with a certwire.yaml. */
export interface Ground {
  readonly folder: string
  readonly pebble: Pebble
  readonly dns: SandboxDns
  readonly eab: { readonly kid: string; readonly hmacKey: string }
  readonly token: string
  /** What its processes need in their environment. */
  readonly env: Readonly<Record<string, string>>
  close(): Promise<void>
}

export const ZONE = 'example.test'

export interface GroundOptions {
  /** `pebble` on the PATH by default. */
  readonly pebble?: string
  readonly pebbleProfiles?: PebbleProfiles
  /** For Pebble, such as `PEBBLE_WFE_NONCEREJECT`. */
  readonly pebbleEnv?: Readonly<Record<string, string>>
  /** What its issuer has beside its directory. */
  readonly issuer?: object
  readonly webhooks?: object
  /** Whether DNS is looked at before an order is placed; it is unless given. */
  readonly preflight?: 'off'
  /** For the processes of Certwire. */
  readonly env?: Readonly<Record<string, string>>
  /** Other zones than the sandbox's, and `ip:port` of the server that the CA asks for them. */
  readonly elsewhere?: { readonly zones: readonly object[]; readonly dnsServer: string }
}

export async function layGround(options: GroundOptions = {}): Promise<Ground> {
  await using started = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'certwire-test-'))
  started.defer(() => rm(folder, { recursive: true, force: true }))
  const dns = started.adopt(await startSandboxDns({ zones: [ZONE] }), (one) => one.close())
  const eab = { kid: 'kid-1', hmacKey: randomBytes(48).toString('base64url') }
  const pebble = await startPebble({
    ...(options.pebble !== undefined && { binary: options.pebble }),
    ...(options.pebbleProfiles && { profiles: options.pebbleProfiles }),
    ...{ env: options.pebbleEnv ?? {}, eab: { [eab.kid]: eab.hmacKey } },
    dnsServer: options.elsewhere?.dnsServer ?? dns.address,
  })
  started.defer(() => pebble.close())
  await writeFile(join(folder, 'certwire.yaml'), config(pebble, dns, options))
  const token = randomBytes(24).toString('base64url')
  const all = started.move()
  return {
    ...{ folder, pebble, dns, eab, token },
    env: {
      ...{ CERTWIRE_API_TOKEN: token, EAB_KID: eab.kid, EAB_HMAC_KEY: eab.hmacKey },
      ...options.env,
    },
    close: () => all.disposeAsync(),
  }
}

/** JSON is YAML. */
function config(
  pebble: Pebble,
  dns: SandboxDns,
  { issuer, webhooks, elsewhere, preflight }: GroundOptions,
): string {
  const { directoryUrl, tlsCaPem: tlsCa, rootPem: trustedRoots } = pebble
  const zone = { zone: ZONE, provider: 'sandbox', endpoint: dns.http.url, servers: [dns.address] }
  return JSON.stringify({
    defaultIssuer: 'pebble',
    issuers: {
      pebble: { directory: directoryUrl, tlsCa, trustedRoots, ...issuer },
    },
    ...(webhooks && { webhooks }),
    dns: { zones: elsewhere?.zones ?? [zone], ...(preflight && { preflight }) },
  })
}
