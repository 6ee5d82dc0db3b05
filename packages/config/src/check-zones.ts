import { canonical } from '@certwire/dns'
import type { Findings } from './findings.ts'
import { type Tree, valueAt } from './tree.ts'

/** One provider writes a zone, so none may be there twice; `taken` are those that somebody else serves. */
export function checkZones(tree: Tree, taken: readonly string[], findings: Findings): void {
  const zones = valueAt(tree, ['dns', 'zones'])
  if (!Array.isArray(zones)) return
  const seen = new Set(taken.map(canonical))
  for (const index of zones.keys()) {
    const name = valueAt(zones, [index, 'zone'])
    if (typeof name !== 'string') continue
    if (seen.has(canonical(name)))
      findings.add(['dns', 'zones', index, 'zone'], 'ERR_CONFIG_TWICE', 'is there already')
    seen.add(canonical(name))
  }
}
