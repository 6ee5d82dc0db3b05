import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config, IssuerConfig } from '@certwire/config'
import type { SandboxCaState } from '@certwire/sandbox'
import { CliError } from '../cli-error.ts'
import { listening } from './listening.ts'

export interface RunningSandbox {
  /** The configuration with the sandbox's CA as its issuer and its DNS for its zones. */
  readonly config: Config
  close(): Promise<void>
}

/** Whether the CA of some issuer is the one that is built in. */
export const usesSandbox = ({ issuers }: Config): boolean => issuers.sandbox?.directory === ''

/** Starts the built-in CA and DNS. The CA's root is kept, so that what trusts it goes on trusting it. */
export async function startSandbox(config: Config): Promise<RunningSandbox> {
  // Only a process that needs it loads a CA.
  const { startSandboxCa, startSandboxDns } = await import('@certwire/sandbox')
  const { sandboxCaOptions, sandboxIssuer } = await import('./sandbox-likeness.ts')
  const { caPort, dnsPort, zones } = config.sandbox
  const options = {
    ...sandboxCaOptions(config.sandbox),
    ...{ port: caPort, state: await readOrCreateState(config.dataDir) },
  }
  const dns = await listening("the sandbox's DNS server", 'sandbox.dnsPort', dnsPort, () =>
    startSandboxDns({ port: dnsPort, zones }),
  )
  try {
    const ca = await listening("the sandbox's CA", 'sandbox.caPort', caPort, () =>
      startSandboxCa({ ...options, dnsServers: [dns.address] }),
    )
    const at = { directory: ca.directoryUrl, tlsCa: ca.tlsCaPem, trustedRoots: ca.rootPem }
    const issuer = { ...sandboxIssuer(config.sandbox), ...at }
    return {
      config: withSandbox(config, issuer, { endpoint: dns.http.url, servers: [dns.address] }),
      close: async () => {
        await ca.close()
        await dns.close()
      },
    }
  } catch (error) {
    await dns.close()
    throw error
  }
}

interface SandboxIssuer extends Partial<IssuerConfig> {
  readonly directory: string
  readonly tlsCa: string
  readonly trustedRoots: string
}

function withSandbox(
  config: Config,
  issuer: SandboxIssuer,
  dns: { endpoint: string; servers: string[] },
): Config {
  const { issuers, sandbox } = config
  const own = sandbox.zones.map((zone) => ({ zone, provider: 'sandbox' as const, ...dns }))
  const propagation = 'all' as const
  const named = { name: 'sandbox', contact: [], origins: [], propagation, ...issuer }
  return {
    ...config,
    issuers: { ...issuers, sandbox: named },
    dns: { ...config.dns, zones: [...config.dns.zones, ...own] },
  }
}

async function readOrCreateState(dataDir: string): Promise<SandboxCaState> {
  const file = join(dataDir, 'sandbox-ca.json')
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const kept = await readFile(file, 'utf8').catch(() => undefined)
  if (kept !== undefined) return parsed(kept, file)
  const { createSandboxCaState } = await import('@certwire/sandbox')
  const state = await createSandboxCaState()
  // Whole or not at all: half a CA would keep the next start from coming up.
  await writeFile(`${file}.new`, JSON.stringify(state), { mode: 0o600 })
  await rename(`${file}.new`, file)
  return state
}

function parsed(text: string, file: string): SandboxCaState {
  try {
    return JSON.parse(text) as SandboxCaState
  } catch {
    throw new CliError(
      'ERR_SANDBOX_STATE',
      `The sandbox's CA cannot be read from ${file}. Remove the file: a new CA is made, with a new root.`,
    )
  }
}
