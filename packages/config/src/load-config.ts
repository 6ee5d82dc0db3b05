import { access } from 'node:fs/promises'
import { resolve } from 'node:path'
import { checkIssuers } from './check-issuers.ts'
import { checkSchema } from './check-schema.ts'
import type { Config } from './config.ts'
import { ConfigError, type Findings } from './config-error.ts'
import { overlay } from './environment.ts'
import { readYaml } from './yaml-file.ts'

interface Sources {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
}

/**
 * Reads certwire.yaml of the folder, or the file that `CERTWIRE_CONFIG` names, lays the environment over it, and checks
 * everything before anything starts. Rejects with a `ConfigError` that has every finding.
 */
export async function loadConfig({ env, cwd }: Sources): Promise<Config> {
  const findings: Findings = []
  const named = env.CERTWIRE_CONFIG
  const file = resolve(cwd, named ?? 'certwire.yaml')
  const there = named !== undefined || (await exists(file))
  const tree = there ? await readYaml(file, findings).catch(unreadable(file, findings)) : {}
  const parsed = checkSchema(await overlay(tree, env, findings), findings)
  const issuers = parsed ? checkIssuers(parsed, findings) : {}
  if (parsed) checkZones(parsed.dns.zones, findings)
  if (!parsed || findings.length > 0) throw new ConfigError(findings)
  return { ...parsed, dataDir: resolve(cwd, parsed.dataDir), issuers }
}

function checkZones(zones: readonly { zone: string }[], findings: Findings): void {
  const seen = new Set<string>()
  for (const [index, { zone }] of zones.entries()) {
    const name = zone.toLowerCase().replace(/\.$/, '')
    if (seen.has(name))
      findings.push({
        path: `dns.zones[${index}].zone`,
        code: 'ERR_CONFIG_TWICE',
        message: 'this zone is there already',
      })
    seen.add(name)
  }
}

const exists = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  )

const unreadable = (file: string, findings: Findings) => (cause: unknown) => {
  const message = `cannot be read: ${cause instanceof Error ? cause.message : 'unknown'}`
  findings.push({ path: file, code: 'ERR_CONFIG_FILE', message })
  return {}
}
