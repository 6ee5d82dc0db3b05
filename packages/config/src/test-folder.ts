import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Config } from './config.ts'
import { ConfigError } from './config-error.ts'
import { loadConfig } from './load-config.ts'

interface Given {
  /** certwire.yaml; without it there is none. */
  readonly yaml?: string
  readonly env?: Readonly<Record<string, string>>
  /** Other files by their place in the folder, readable by their owner only. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>
}

/** A folder with these files; it is gone when the test is. */
export async function folderWith(files: Given['files'] = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'certwire-config-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  for (const [place, content] of Object.entries(files)) {
    const file = join(folder, place)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, content)
    await chmod(file, 0o600)
  }
  return folder
}

/** The configuration of a folder with these files. */
export async function load({ yaml, env = {}, files = {} }: Given): Promise<Config> {
  const all = yaml === undefined ? files : { ...files, 'certwire.yaml': yaml }
  return loadConfig({ env, cwd: await folderWith(all) })
}

/** What is wrong with it, each as `path code`. */
export async function wrong(given: Given): Promise<string[]> {
  const error = await load(given).then(
    () => undefined,
    (refused: unknown) => refused,
  )
  if (error === undefined) return []
  if (!(error instanceof ConfigError)) throw error
  return error.findings.map(
    ({ path, code }) => `${path.replace(/^.*certwire\.yaml/, 'certwire.yaml')} ${code}`,
  )
}
