import { readFile } from 'node:fs/promises'
import { dirname, isAbsolute, join } from 'node:path'
import { parseDocument } from 'yaml'
import type { Findings } from './config-error.ts'
import { readSecretFile } from './secret-file.ts'

const MOST_ALIASES = 100

type Tree = { [key: string]: unknown }

/** Reads the file and puts what `{ file: path }` names in its place; a path is relative to the configuration. */
export async function readYaml(file: string, findings: Findings): Promise<Tree> {
  const document = parseDocument(await readFile(file, 'utf8'), { prettyErrors: true, merge: true })
  for (const { message } of document.errors)
    findings.push({ path: file, code: 'ERR_CONFIG_YAML', message: message.split('\n')[0] ?? '' })
  if (document.errors.length > 0) return {}
  try {
    const json: unknown = document.toJS({ maxAliasCount: MOST_ALIASES }) ?? {}
    if (isTree(json)) return (await resolved(json, dirname(file), '', findings)) as Tree
    findings.push({ path: file, code: 'ERR_CONFIG_YAML', message: 'must be a mapping of keys' })
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : 'cannot be read'
    findings.push({ path: file, code: 'ERR_CONFIG_YAML', message })
  }
  return {}
}

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

async function resolved(
  value: unknown,
  folder: string,
  path: string,
  findings: Findings,
): Promise<unknown> {
  if (Array.isArray(value))
    return Promise.all(value.map((item, i) => resolved(item, folder, `${path}[${i}]`, findings)))
  if (!isTree(value)) return value
  const { file } = value
  if (typeof file === 'string' && Object.keys(value).length === 1)
    return readSecretFile(isAbsolute(file) ? file : join(folder, file), path, findings)
  const entries = Object.entries(value).map(async ([key, inner]) => {
    const where = path === '' ? key : `${path}.${key}`
    if (key === '__proto__')
      findings.push({ path: where, code: 'ERR_CONFIG_UNKNOWN_KEY', message: 'is no key' })
    return [key, await resolved(inner, folder, where, findings)] as const
  })
  return Object.fromEntries((await Promise.all(entries)).filter(([key]) => key !== '__proto__'))
}
