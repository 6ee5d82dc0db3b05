import { execFile } from 'node:child_process'
import { env, stdout } from 'node:process'
import { promisify } from 'node:util'

export interface NatsServerBinary {
  readonly binary: string
  /** As in `2.9.10`. */
  readonly version: string
}

const missing = 'nats-server is not on PATH (apt-get install nats-server)'

/**
 * The servers to test against: those `CERTWIRE_NATS_SERVERS` lists, separated by colons, or the one on the PATH. Each is
 * asked for its version, and what was found or is missing is printed. Empty if there is none.
 */
export async function natsServers(): Promise<NatsServerBinary[]> {
  // biome-ignore lint/style/noProcessEnv: no configuration of the product, and tests have no other.
  const listed = env.CERTWIRE_NATS_SERVERS?.split(':').filter(Boolean)
  const found: NatsServerBinary[] = []
  for (const binary of listed ?? ['nats-server']) {
    const version = await versionOf(binary)
    if (version) found.push({ binary, version })
    else if (listed) throw new Error(`CERTWIRE_NATS_SERVERS names ${binary}, which does not run`)
  }
  const versions = found.map(({ version }) => version).join(' and ')
  stdout.write(versions ? `using nats-server ${versions}\n` : `skipped: ${missing}\n`)
  return found
}

async function versionOf(binary: string): Promise<string | undefined> {
  try {
    const { stdout: text } = await promisify(execFile)(binary, ['--version'])
    return /v(\d+\.\d+\.\d+)/.exec(text)?.[1]
  } catch {
    return undefined
  }
}
