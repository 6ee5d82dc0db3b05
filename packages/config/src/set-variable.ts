import type { Findings } from './findings.ts'
import { mayBeInFile } from './from-file.ts'
import type { Path } from './schema-at.ts'
import { type Tree, valueAt } from './tree.ts'

export type Env = Readonly<Record<string, string | undefined>>

/** Variables by the place of their value. */
export type Variables = Readonly<Record<string, readonly string[]>>

/** X or X_FILE, whichever is set. */
export function setVariable(name: string, place: Path, env: Env): string | undefined {
  const candidates = mayBeInFile(place) ? [name, `${name}_FILE`] : [name]
  return candidates.find((one) => env[one] !== undefined)
}

/** The first of them that is set, with its place. */
export const firstSet = (variables: Variables, env: Env) =>
  Object.entries(variables).find(([name, place]) => setVariable(name, place, env) !== undefined)

/** Where one is set, each other has to be there as well, here or in the file. */
export function checkTogether(
  tree: Tree,
  variables: Variables,
  env: Env,
  findings: Findings,
  because: string,
): void {
  const [set] = firstSet(variables, env) ?? []
  if (set === undefined) return
  for (const [name, place] of Object.entries(variables)) {
    if (valueAt(tree, place) !== undefined) continue
    findings.rename(place, name)
    findings.add(place, 'ERR_CONFIG_MISSING', `is missing: ${set} is set, and ${because}`)
  }
}
