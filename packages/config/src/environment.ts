import { resolve } from 'node:path'
import type { Findings } from './findings.ts'
import { mayBeInFile, readValue } from './from-file.ts'
import { Schema } from './schema.ts'
import { isNumberAt, type Path } from './schema-at.ts'
import { isTree, put, type Tree, valueAt } from './tree.ts'

export interface Sources {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
}

/**
 * Variables, with a vendor's own name where there is one, by the place of their value. `X_FILE` instead of X names a
 * file, for what may be in one. `EAB_KID` and `EAB_HMAC_KEY` belong to the default issuer.
 */
export const variables = (defaultIssuer: string): Readonly<Record<string, readonly string[]>> => ({
  CERTWIRE_DATA_DIR: ['dataDir'],
  NATS_URL: ['bus', 'url'],
  MONGODB_URI: ['store', 'uri'],
  CERTWIRE_KEK: ['kek'],
  CERTWIRE_HTTP_HOST: ['http', 'host'],
  CERTWIRE_HTTP_PORT: ['http', 'port'],
  CERTWIRE_API_TOKEN: ['http', 'token'],
  CERTWIRE_LOG_LEVEL: ['log', 'level'],
  CERTWIRE_DEFAULT_ISSUER: ['defaultIssuer'],
  EAB_KID: ['issuers', defaultIssuer, 'eab', 'kid'],
  EAB_HMAC_KEY: ['issuers', defaultIssuer, 'eab', 'hmacKey'],
})

/** Variables of DNS providers, by the key of theirs that they are for in every zone that does not have it. */
export const zoneVariables: Readonly<Record<string, { provider: string; key: string }>> = {
  CLOUDFLARE_API_TOKEN: { provider: 'cloudflare', key: 'apiToken' },
}

/** Lays the environment over what the file says. Only variables of the list are looked at. */
export async function overlay(file: Tree, sources: Sources, findings: Findings): Promise<Tree> {
  let tree = file
  const defaultIssuer = sources.env.CERTWIRE_DEFAULT_ISSUER || file.defaultIssuer
  const named = typeof defaultIssuer === 'string' ? defaultIssuer : 'sandbox'
  for (const [name, place] of Object.entries(variables(named))) {
    const variable = nameOf(name, place, sources.env)
    if (variable === undefined) continue
    findings.rename(place, variable)
    const text = await given(variable, name, place, sources, findings)
    if (text !== undefined) tree = put(tree, place, isNumberAt(Schema, place) ? number(text) : text)
  }
  checkEab(tree, named, sources.env, findings)
  for (const name of Object.keys(zoneVariables))
    tree = await overlayZones(tree, name, sources, findings)
  return tree
}

async function overlayZones(tree: Tree, name: string, sources: Sources, findings: Findings) {
  const { provider, key } = zoneVariables[name] ?? {}
  const zones = valueAt(tree, ['dns', 'zones'])
  if (key === undefined || !Array.isArray(zones)) return tree
  const isMeant = (zone: unknown) =>
    isTree(zone) && zone.provider === provider && !Object.hasOwn(zone, key)
  const places = [...zones.keys()]
    .filter((index) => isMeant(zones[index]))
    .map((index) => ['dns', 'zones', index, key] as const)
  const [first] = places
  const variable = first && nameOf(name, first, sources.env)
  if (first === undefined || variable === undefined) return tree
  for (const place of places) findings.rename(place, variable)
  const text = await given(variable, name, first, sources, findings)
  if (text === undefined) return tree
  const filled = zones.map((zone) => (isMeant(zone) ? { ...zone, [key]: text } : zone))
  return put(tree, ['dns', 'zones'], filled)
}

/** X or X_FILE, whichever is set. */
function nameOf(name: string, place: Path, env: Sources['env']): string | undefined {
  const candidates = mayBeInFile(place) ? [name, `${name}_FILE`] : [name]
  return candidates.find((one) => env[one] !== undefined)
}

async function given(
  variable: string,
  name: string,
  place: Path,
  { env, cwd }: Sources,
  findings: Findings,
): Promise<string | undefined> {
  const text = env[variable]
  if (text === undefined) return undefined
  if (text === '') {
    findings.add(place, 'ERR_CONFIG_EMPTY', 'is set and empty: unset it, or give it a value')
    return undefined
  }
  if (variable !== name) return readValue(resolve(cwd, text), place, findings)
  if (env[`${name}_FILE`] === undefined || !mayBeInFile(place)) return text
  findings.add(place, 'ERR_CONFIG_TWICE', `and ${name}_FILE are both set: keep one`)
  return undefined
}

const number = (text: string): unknown => (/^\d{1,9}$/.test(text) ? Number(text) : text)

/** Half a binding is none, and the sandbox's CA wants none. */
function checkEab(tree: Tree, issuer: string, env: Sources['env'], findings: Findings): void {
  const places = Object.entries(variables(issuer)).filter(([name]) => name.startsWith('EAB_'))
  const [set] = places.filter(([name, place]) => nameOf(name, place, env) !== undefined)
  if (!set) return
  const [variable, place] = set
  if (issuer === 'sandbox') {
    const why = 'is for the default issuer, and that is the sandbox, which takes none'
    findings.add(place, 'ERR_CONFIG_SANDBOX', `${why}: set CERTWIRE_DEFAULT_ISSUER`)
  }
  for (const [name, other] of places) {
    if (valueAt(tree, other) !== undefined) continue
    findings.rename(other, name)
    const why = `is missing: ${variable} is set, and External Account Binding takes both`
    findings.add(other, 'ERR_CONFIG_MISSING', why)
  }
}
