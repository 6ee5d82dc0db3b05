import type { z } from 'zod'
import { nearest } from './nearest.ts'
import { Schema } from './schema.ts'
import { keysAt, marksAt, type Path } from './schema-at.ts'
import { valueAt } from './tree.ts'

interface Explained {
  readonly place: Path
  readonly code: string
  readonly message: string
}

/** What zod says of a tree, for people. Never holds a value. */
export function explain(issue: z.core.$ZodIssue, tree: unknown): readonly Explained[] {
  const { path: place } = issue
  const invalid = (message: string) => [{ place, code: 'ERR_CONFIG_INVALID', message }]
  const value = valueAt(tree, place)
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(place, key))
  if (issue.code === 'invalid_key') return invalid(issue.issues[0]?.message ?? issue.message)
  if (value === undefined) return [{ place, code: 'ERR_CONFIG_MISSING', message: 'is missing' }]
  if (value === null)
    return [{ place, code: 'ERR_CONFIG_EMPTY', message: 'is empty: give it a value, or remove it' }]
  if (issue.code === 'invalid_type') return invalid(typeError(issue.expected, value, place))
  if (issue.code === 'invalid_value') return invalid(choice(value, issue.values))
  if (issue.code === 'invalid_union')
    return invalid(choice(value, 'options' in issue ? (issue.options ?? []) : []))
  return invalid(issue.message)
}

const unknownKey = (place: Path, key: string): Explained => ({
  place: [...place, key],
  code: 'ERR_CONFIG_UNKNOWN_KEY',
  message: `is no key${nearest(key, keysAt(Schema, place))}`,
})

function choice(value: unknown, known: readonly unknown[]): string {
  const names = known.map(String)
  return `must be one of ${names.join(', ')}${typeof value === 'string' ? nearest(value, names) : ''}`
}

const types: Readonly<Record<string, string>> = {
  string: 'text',
  int: 'a whole number',
  number: 'a whole number',
  array: 'a list',
  object: 'a mapping of keys',
  record: 'a mapping of keys',
}

function typeError(expected: string, value: unknown, place: Path): string {
  const must = `must be ${types[expected] ?? expected}`
  if (expected !== 'string') return must
  if (typeof value === 'number' || typeof value === 'boolean') return `${must}: put it in quotes`
  const { secret, file } = marksAt(Schema, place)
  return secret || file ? `${must} or { file: path }` : must
}
