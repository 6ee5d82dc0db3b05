import { explain } from './explain.ts'
import type { Findings } from './findings.ts'
import { type Parsed, Schema } from './schema.ts'
import type { Path } from './schema-at.ts'
import { type Tree, valueAt, without } from './tree.ts'

/**
 * The tree as a configuration, with a finding for each thing that is wrong with it, and without these things: so the
 * rest can be checked as well, and a person sees everything at once.
 */
export function checkSchema(tree: Tree, findings: Findings): Parsed {
  return checked(tree, tree, findings)
}

function checked(rest: Tree, whole: Tree, findings: Findings): Parsed {
  const parsed = Schema.safeParse(rest)
  if (parsed.success) return parsed.data
  const wrong = parsed.error.issues.flatMap((issue) => explain(issue, whole))
  for (const { place, code, message } of wrong) findings.add(place, code, message)
  const culprits = wrong.map(({ place }) => culprit(rest, place))
  return checked(culprits.reduce(without, rest), whole, findings)
}

/**
 * What has to go, so that the rest can be checked: for what is missing, the mapping that lacks it, and for an item the
 * whole list, for without it others would have its number.
 */
function culprit(tree: Tree, place: Path): string[] {
  const list = place.findIndex((step) => typeof step === 'number')
  const path = (list === -1 ? place : place.slice(0, list)).map(String)
  return valueAt(tree, path) === undefined ? path.slice(0, -1) : path
}
