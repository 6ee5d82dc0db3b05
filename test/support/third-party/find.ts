import { certbot } from './certbot.ts'
import { lego } from './lego.ts'
import { run, type ThirdPartyClient } from './third-party.ts'

export interface FoundClient {
  readonly client: ThirdPartyClient
  readonly version: string
}

/** The clients on the PATH; what is found and what is missing is said. */
export async function findClients(say: (line: string) => void): Promise<FoundClient[]> {
  const found: FoundClient[] = []
  for (const client of [certbot, lego]) {
    const version = await versionOf(client.name)
    if (version !== undefined) found.push({ client, version })
    say(
      version === undefined
        ? `skipped: ${client.name} is not on PATH (apt-get install ${client.name})`
        : `using ${client.name} ${version}`,
    )
  }
  return found
}

async function versionOf(name: string): Promise<string | undefined> {
  try {
    const said = /\d+\.\d+\.\d+/.exec(await run(name, ['--version']))?.[0]
    // Debian's lego says "dev"; then its package is asked.
    return said ?? (await packageVersion(name))
  } catch {
    return undefined
  }
}

/** Debian's version of a package; undefined where it is not installed, or where there is no Debian. */
export async function packageVersion(name: string): Promise<string | undefined> {
  const shown = await run('dpkg-query', ['--show', name]).catch(() => '')
  return shown.trim().split('\t')[1]
}
