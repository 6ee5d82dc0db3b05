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
    // Debian's lego says "dev"; then its package is asked, which is "lego" and a version.
    return said ?? (await run('dpkg-query', ['--show', name])).trim().split('\t')[1]
  } catch {
    return undefined
  }
}
