import { type Fields, fieldsOf, isFields, listOf } from './fields.ts'

/** The first place where a value breaks a `$jsonSchema`, or undefined. The keywords our validators use, and no more. */
export function violation(schema: Fields, value: unknown, path = ''): string | undefined {
  const broken = keywords.find(([keyword, holds]) => {
    return schema[keyword] !== undefined && !holds(schema[keyword], value)
  })
  if (broken) return `${path || 'document'}: ${broken[0]}`
  return inside(schema, value, path) ?? combined(schema, value, path)
}

type Keyword = readonly [name: string, holds: (expected: unknown, value: unknown) => boolean]

const onNumber = (compare: (value: number, limit: number) => boolean) => {
  return (limit: unknown, value: unknown) =>
    typeof value !== 'number' || compare(value, Number(limit))
}
const onLength = (
  kind: 'string' | 'array',
  compare: (length: number, limit: number) => boolean,
) => {
  return (limit: unknown, value: unknown) => {
    if (kind === 'string')
      return typeof value !== 'string' || compare([...value].length, Number(limit))
    return !Array.isArray(value) || compare(value.length, Number(limit))
  }
}

const keywords: readonly Keyword[] = [
  ['bsonType', (types, value) => [types].flat().some((type) => isOfType(String(type), value))],
  ['enum', (allowed, value) => Array.isArray(allowed) && allowed.includes(value)],
  ['required', (names, value) => !isFields(value) || hasAll(names, value)],
  ['minimum', onNumber((value, limit) => value >= limit)],
  ['maximum', onNumber((value, limit) => value <= limit)],
  ['multipleOf', onNumber((value, unit) => value % unit === 0)],
  ['minLength', onLength('string', (length, limit) => length >= limit)],
  ['maxLength', onLength('string', (length, limit) => length <= limit)],
  ['minItems', onLength('array', (length, limit) => length >= limit)],
  ['maxItems', onLength('array', (length, limit) => length <= limit)],
]

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
