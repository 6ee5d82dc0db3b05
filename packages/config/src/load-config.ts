import { access } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { checkIssuers } from './check-issuers.ts'
import { checkProcess, usesSandbox } from './check-process.ts'
import { checkSchema } from './check-schema.ts'
import { checkWebhooks } from './check-webhooks.ts'
import { checkZones } from './check-zones.ts'
import type { Config } from './config.ts'
import { ConfigError } from './config-error.ts'
import { overlay, type Sources } from './environment.ts'
import { Findings } from './findings.ts'
import { filled } from './from-file.ts'
import type { Tree } from './tree.ts'
import { readYaml } from './yaml-file.ts'

/**
 * Reads certwire.yaml of the folder, or the file that `CERTWIRE_CONFIG` names, lays the environment over it, and checks
 * everything before anything starts. Rejects with a `ConfigError` that has every finding.
 */
export async function loadConfig(sources: Sources): Promise<Config> {
  const { env, cwd } = sources
  const file = resolve(cwd, env.CERTWIRE_CONFIG || 'certwire.yaml')
  const isThere = Boolean(env.CERTWIRE_CONFIG) || (await exists(file))
  const findings = new Findings()
  if (env.CERTWIRE_CONFIG === '')
    findings.add(['CERTWIRE_CONFIG'], 'ERR_CONFIG_EMPTY', 'is set and empty: unset it')
  const read = isThere ? await readYaml(file) : {}
  const laid = await overlay(read, sources, findings)
  const tree = (await filled(laid, dirname(file), findings)) as Tree
  const parsed = checkSchema(tree, findings)
  const config = { ...parsed, dataDir: resolve(cwd, parsed.dataDir) }
  const issuers = checkIssuers(config, tree, findings)
  checkWebhooks(config, issuers, findings)
  checkZones(tree, usesSandbox(config) ? config.sandbox.zones : [], findings)
  await checkProcess(config, findings)
  if (findings.all.length > 0) throw new ConfigError(findings.all)
  return { ...config, issuers }
}

const exists = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  )
