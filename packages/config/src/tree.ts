import type { Path } from './schema-at.ts'

/** A mapping as YAML gives it: its keys are text from outside. */
export type Tree = { readonly [key: string]: unknown }

export const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What stands at a place, by own keys only. */
export function valueAt(value: unknown, [step, ...rest]: Path): unknown {
  if (step === undefined) return value
  const holds = typeof value === 'object' && value !== null && Object.hasOwn(value, step)
  return holds ? valueAt((value as Record<PropertyKey, unknown>)[step], rest) : undefined
}

/** The tree with a value at a place. What is in its way and no mapping stays: the schema names it. */
export function put(tree: Tree, [step, ...rest]: readonly string[], value: unknown): Tree {
  if (step === undefined) return tree
  const there = valueAt(tree, [step])
  if (rest.length > 0 && there !== undefined && !isTree(there)) return tree
  const inner = rest.length > 0 ? put(isTree(there) ? there : {}, rest, value) : value
  // A computed key is always the mapping's own, even `__proto__`.
  return { ...tree, [step]: inner }
}

/** The tree without what stands at a place. */
export function without(tree: Tree, [step, ...rest]: readonly string[]): Tree {
  if (step === undefined) return {}
  const { [step]: inner, ...others } = tree
  if (rest.length === 0) return others
  return isTree(inner) ? { ...others, [step]: without(inner, rest) } : tree
}
