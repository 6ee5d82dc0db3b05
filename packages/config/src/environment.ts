import { resolve } from 'node:path'
import { checkEab, chosenEab, eabVariables } from './eab-variables.ts'
import type { Findings } from './findings.ts'
import { mayBeInFile, readValue } from './from-file.ts'
import { checkHvca, chosenHvca, hvcaVariables } from './hvca-variables.ts'
import { Schema } from './schema.ts'
import { isNumberAt, type Path } from './schema-at.ts'
import { type Env, setVariable, type Variables } from './set-variable.ts'
import { isTree, put, type Tree, valueAt } from './tree.ts'

export interface Sources {
  readonly env: Env
  readonly cwd: string
}

/** Variables that always mean the same. `X_FILE` instead of X names a file, for what may be in one. */
const ofProcess: Variables = {
  CERTWIRE_DATA_DIR: ['dataDir'],
  NATS_URL: ['bus', 'url'],
  MONGODB_URI: ['store', 'uri'],
  CERTWIRE_KEK: ['kek'],
  CERTWIRE_HTTP_HOST: ['http', 'host'],
  CERTWIRE_HTTP_PORT: ['http', 'port'],
  CERTWIRE_API_TOKEN: ['http', 'token'],
  CERTWIRE_LOG_LEVEL: ['log', 'level'],
  CERTWIRE_DEFAULT_ISSUER: ['defaultIssuer'],
}

/** Every variable, with a vendor's own name where there is one, by the place of its value. */
export const variables = (issuer: string): Variables => ({
  ...ofProcess,
  ...eabVariables(issuer),
  ...hvcaVariables(issuer),
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
  const eab = chosenEab(tree, named, sources.env, findings)
  const hvca = chosenHvca(tree, named, sources.env, findings)
  for (const [name, place] of Object.entries({ ...ofProcess, ...eab, ...hvca })) {
    const variable = setVariable(name, place, sources.env)
    if (variable === undefined) continue
    findings.rename(place, variable)
    const text = await given(variable, name, place, sources, findings)
    if (text !== undefined) tree = put(tree, place, isNumberAt(Schema, place) ? number(text) : text)
  }
  checkEab(tree, named, eab, sources.env, findings)
  checkHvca(tree, hvca, sources.env, findings)
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
  const variable = first && setVariable(name, first, sources.env)
  if (first === undefined || variable === undefined) return tree
  for (const place of places) findings.rename(place, variable)
  const text = await given(variable, name, first, sources, findings)
  if (text === undefined) return tree
  const filled = zones.map((zone) => (isMeant(zone) ? { ...zone, [key]: text } : zone))
  return put(tree, ['dns', 'zones'], filled)
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
