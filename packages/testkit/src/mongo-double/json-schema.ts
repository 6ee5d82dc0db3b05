import { type Fields, fieldsOf, isFields, listOf } from './fields.ts'

/** The first place where a value breaks a `$jsonSchema`, or undefined. */
export function violation(schema: Fields, value: unknown, path = ''): string | undefined {
  const broken = keywords.find(([keyword, holds]) => {
    return schema[keyword] !== undefined && !holds(schema[keyword], value, schema)
  })
  if (broken) return `${path || 'document'}: ${broken[0]}`
  return inside(schema, value, path) ?? combined(schema, value, path)
}

/** A keyword, a value, and the schema around the keyword. */
type Holds = (expected: unknown, value: unknown, schema: Fields) => boolean
type Keyword = readonly [name: string, holds: Holds]

/** A limit compares what is measured, and says nothing of what cannot be. */
const limit = (
  measure: (value: unknown) => number | undefined,
  compare: (measured: number, limit: number, schema: Fields) => boolean,
): Holds => {
  return (expected, value, schema) => {
    const measured = measure(value)
    return measured === undefined || compare(measured, Number(expected), schema)
  }
}
const number = (value: unknown) => (typeof value === 'number' ? value : undefined)
const characters = (value: unknown) => (typeof value === 'string' ? [...value].length : undefined)
const items = (value: unknown) => (Array.isArray(value) ? value.length : undefined)
const fields = (value: unknown) => (isFields(value) ? Object.keys(value).length : undefined)
const atLeast = (measured: number, least: number) => measured >= least
const atMost = (measured: number, most: number) => measured <= most

const keywords: readonly Keyword[] = [
  ['bsonType', (types, value) => [types].flat().some((type) => isOfType(String(type), value))],
  ['enum', (allowed, value) => Array.isArray(allowed) && allowed.includes(value)],
  ['required', (names, value) => !isFields(value) || hasAll(names, value)],
  [
    'minimum',
    limit(
      number,
      (n, least, { exclusiveMinimum }) => n > least || (n === least && !exclusiveMinimum),
    ),
  ],
  [
    'maximum',
    limit(number, (n, most, { exclusiveMaximum }) => n < most || (n === most && !exclusiveMaximum)),
  ],
  ['multipleOf', limit(number, (n, unit) => n % unit === 0)],
  ['minLength', limit(characters, atLeast)],
  ['maxLength', limit(characters, atMost)],
  ['minItems', limit(items, atLeast)],
  ['maxItems', limit(items, atMost)],
  ['uniqueItems', (unique, value) => !unique || !Array.isArray(value) || areDifferent(value)],
  ['minProperties', limit(fields, atLeast)],
  ['maxProperties', limit(fields, atMost)],
]

/** Keywords that are read beside another one, or lead further down. */
const others = [
  ...['exclusiveMinimum', 'exclusiveMaximum', 'properties', 'additionalProperties', 'items'],
  ...['anyOf', 'oneOf', 'allOf', 'not'],
]
const known = new Set([...keywords.map(([name]) => name), ...others])

/** The first keyword that cannot be checked: a server refuses a schema with one, and so does the double. */
export function unknownKeyword(schema: Fields): string | undefined {
  const found = Object.keys(schema).find((name) => !known.has(name))
  if (found) return found
  const { properties, additionalProperties, items, anyOf, oneOf, allOf, not } = schema
  const below = [
    Object.values(fieldsOf(properties)),
    additionalProperties,
    items,
    anyOf,
    oneOf,
    allOf,
    not,
  ]
  return first(below.flat().filter(isFields), unknownKeyword)
}

function areDifferent(list: readonly unknown[]) {
  return new Set(list.map((item) => JSON.stringify(item))).size === list.length
}

function hasAll(names: unknown, value: Fields) {
  return Array.isArray(names) && names.every((name) => Object.hasOwn(value, String(name)))
}

function isOfType(type: string, value: unknown) {
  if (Array.isArray(value)) return type === 'array'
  if (value === null) return type === 'null'
  if (typeof value === 'boolean') return type === 'bool'
  if (typeof value === 'number') return type === 'number'
  return type === typeof value
}

function inside(schema: Fields, value: unknown, path: string) {
  if (Array.isArray(value)) {
    const { items } = schema
    return first(value, (item, at) => {
      const one = Array.isArray(items) ? items[at] : items
      return violation(fieldsOf(one), item, `${path}[${at}]`)
    })
  }
  if (!isFields(value)) return undefined
  const properties = fieldsOf(schema.properties)
  return first(Object.entries(value), ([name, field]) => {
    const one = Object.hasOwn(properties, name) ? properties[name] : schema.additionalProperties
    return violation(fieldsOf(one), field, path ? `${path}.${name}` : name)
  })
}

function combined({ anyOf, oneOf, allOf, not }: Fields, value: unknown, path: string) {
  const passing = (schemas: unknown) =>
    listOf(schemas).filter((one) => !violation(one, value)).length
  if (anyOf && passing(anyOf) === 0) return `${path || 'document'}: anyOf`
  if (oneOf && passing(oneOf) !== 1) return `${path || 'document'}: oneOf`
  if (isFields(not) && !violation(not, value)) return `${path || 'document'}: not`
  return first(listOf(allOf), (one) => violation(one, value, path))
}

function first<T>(list: readonly T[], find: (item: T, at: number) => string | undefined) {
  for (const [at, item] of list.entries()) {
    const found = find(item, at)
    if (found) return found
  }
  return undefined
}
