import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from './third-party/third-party.ts'

export interface FoundPebble {
  readonly binary: string
  readonly version: string
}

/** With ARI, profiles, dns-persist-01 and a 409 for what is replaced twice. */
const OLDEST = [2, 10]
const SOURCE = 'github.com/letsencrypt/pebble/v2/cmd/pebble@latest'

/**
 * A Pebble that is current: the first of `CERTWIRE_PEBBLES` that is, else the latest one, which Go builds. Says why
 * there is none.
 */
export async function currentPebble(say: (line: string) => void): Promise<FoundPebble | undefined> {
  // biome-ignore lint/style/noProcessEnv: no configuration of the product, and tests have no other.
  const listed = process.env.CERTWIRE_PEBBLES?.split(':').filter(Boolean) ?? []
  for (const binary of listed) {
    const version = await versionOf(binary).catch(() => undefined)
    if (version !== undefined && isCurrent(version)) return { binary, version }
    say(`${binary} is Pebble ${version ?? 'of a version that Go cannot tell'}: not current`)
  }
  return built(say)
}

async function built(say: (line: string) => void): Promise<FoundPebble | undefined> {
  const folder = join(tmpdir(), 'certwire-go-bin')
  try {
    await mkdir(folder, { recursive: true })
    await run('go', ['install', SOURCE], { ...goEnvironment(), GOBIN: folder })
    const binary = join(folder, 'pebble')
    return { binary, version: await versionOf(binary) }
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unknown'
    say(`there is no current Pebble: go install ${SOURCE} says ${why.slice(0, 500)}`)
    return undefined
  }
}

/** Pebble itself has no way to tell it. */
async function versionOf(binary: string): Promise<string> {
  const told = await run('go', ['version', '-m', binary], goEnvironment())
  const version = /\bmod\s+github\.com\/letsencrypt\/pebble\/v2\s+v([\d.]+)/.exec(told)?.[1]
  if (version === undefined) throw new Error(`${binary} was not built as a module`)
  return version
}

/** Where Go keeps and gets what it builds. */
function goEnvironment(): Record<string, string> {
  // biome-ignore lint/style/noProcessEnv: no configuration of the product, and tests have no other.
  const entries = Object.entries(process.env)
  return Object.fromEntries(
    entries.flatMap(([name, value]) =>
      value !== undefined && (name === 'HOME' || name.startsWith('GO')) ? [[name, value]] : [],
    ),
  )
}

function isCurrent(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)
}
