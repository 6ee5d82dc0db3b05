import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '@certwire/config'
import {
  createSandboxCaState,
  type SandboxCaState,
  startSandboxCa,
  startSandboxDns,
} from '@certwire/sandbox'

export interface RunningSandbox {
  /** The configuration with the sandbox's CA as its issuer and its DNS for its zones. */
  readonly config: Config
  close(): Promise<void>
}

/** Starts the built-in CA and DNS. The CA's root is kept, so that what trusts it goes on trusting it. */
export async function startSandbox(config: Config): Promise<RunningSandbox> {
  const { caPort, dnsPort, zones } = config.sandbox
  const dns = await startSandboxDns({ port: dnsPort, zones })
  const state = await readOrCreateState(config.dataDir)
  const ca = await startSandboxCa({ port: caPort, dnsServers: [dns.address], state })
  const issuer = {
    ...{ name: 'sandbox', directory: ca.directoryUrl, contact: [], origins: [] },
    ...{ tlsCa: ca.tlsCaPem, trustedRoots: ca.rootPem },
  }
  const sandboxZones = zones.map((zone) => ({
    ...{ zone, provider: 'sandbox' as const, endpoint: dns.http.url, servers: [dns.address] },
  }))
  return {
    config: {
      ...config,
      issuers: { ...config.issuers, sandbox: issuer },
      dns: { ...config.dns, zones: [...config.dns.zones, ...sandboxZones] },
    },
    close: async () => {
      await ca.close()
      await dns.close()
    },
  }
}

async function readOrCreateState(dataDir: string): Promise<SandboxCaState> {
  const file = join(dataDir, 'sandbox-ca.json')
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const kept = await readFile(file, 'utf8').catch(() => undefined)
  if (kept !== undefined) return JSON.parse(kept) as SandboxCaState
  const state = await createSandboxCaState()
  await writeFile(file, JSON.stringify(state), { mode: 0o600 })
  return state
}
