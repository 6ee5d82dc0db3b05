import { resolve } from 'node:path'
import type { Findings } from './findings.ts'
import { Schema } from './schema.ts'
import { marksAt, type Path } from './schema-at.ts'
import { readText, TextFileError } from './text-file.ts'
import { isTree, type Tree } from './tree.ts'

const LARGEST_BYTES = 256 * 1024

/** Whether the value at a place may be in a file. */
export function mayBeInFile(place: Path): boolean {
  const { secret, file } = marksAt(Schema, place)
  return secret === true || file === true
}

/** The content of a file without its last newline; what is wrong with it is a finding. */
export async function readValue(
  file: string,
  place: Path,
  findings: Findings,
): Promise<string | undefined> {
  try {
    const secret = marksAt(Schema, place).secret === true
    const text = await readText(file, { largestBytes: LARGEST_BYTES, secret })
    return text.replace(/\r?\n$/, '')
  } catch (error) {
    if (!(error instanceof TextFileError)) throw error
    findings.add(place, error.code, `names a file that ${error.message}`)
    return undefined
  }
}

/**
 * Puts what `{ file: path }` names in its place, where there may be such a one; a path is relative to the folder. One
 * file after the other, for there may be one for each of thousands of zones.
 */
export async function filled(
  value: unknown,
  folder: string,
  findings: Findings,
  place: Path = [],
): Promise<unknown> {
  if (!isTree(value) && !Array.isArray(value)) return value
  const file = fileOf(value)
  if (file !== undefined && mayBeInFile(place))
    return readValue(resolve(folder, file), place, findings)
  const entries: [string, unknown][] = []
  for (const [key, inner] of Object.entries(value)) {
    const within = [...place, Array.isArray(value) ? Number(key) : key]
    // The schema would pass over it in silence.
    if (key === '__proto__') findings.add(within, 'ERR_CONFIG_UNKNOWN_KEY', 'is no key')
    else entries.push([key, await filled(inner, folder, findings, within)])
  }
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries)
}

function fileOf(value: object): string | undefined {
  const { file, ...others } = value as Tree
  return typeof file === 'string' && Object.keys(others).length === 0 ? file : undefined
}
