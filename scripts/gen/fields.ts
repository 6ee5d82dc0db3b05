import type { Json } from './schemas.ts'

/** One field of a message, as a person reads it. */
export interface Field {
  readonly path: string
  readonly type: string
  readonly isRequired: boolean
}

/** All fields of an object's schema, those of objects within it by their path: `challenges[].record.name`. */
export function fieldsOf(schema: Json, path = ''): Field[] {
  const required = Array.isArray(schema.required) ? schema.required : []
  return Object.entries(objectOf(schema.properties)).flatMap(([name, value]) => {
    const field = objectOf(value)
    const here = `${path}${name}`
    return [
      { path: here, type: typeOf(field), isRequired: required.includes(name) },
      ...fieldsOf(field, `${here}.`),
      ...fieldsOf(objectOf(field.items), `${here}[].`),
    ]
  })
}

function typeOf(schema: Json): string {
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => `\`${value}\``).join(' ')
  if (schema.const !== undefined) return `\`${schema.const}\``
  if (schema.type === 'array') return `list${count(schema)} of ${typeOf(objectOf(schema.items))}`
  if (schema.format !== undefined) return String(schema.format)
  if (schema.pattern !== undefined) return `\`${schema.pattern}\``
  return `${schema.type ?? 'anything'}${limitsOf(schema)}`
}

function limitsOf({ type, minLength, maxLength, minimum, maximum }: Json): string {
  if (type === 'string') return bounds(minLength, maxLength, ' characters')
  // Without a bound of its own an integer has JavaScript's, which says nothing.
  const isBounded = maximum !== Number.MAX_SAFE_INTEGER
  return bounds(
    minimum === Number.MIN_SAFE_INTEGER ? undefined : minimum,
    isBounded ? maximum : undefined,
    '',
  )
}

function count({ minItems, maxItems }: Json): string {
  const text = bounds(minItems, maxItems, '')
  return text && ` (${text.slice(2)})`
}

function bounds(least: unknown, most: unknown, unit: string): string {
  if (least === undefined && most === undefined) return ''
  if (most === undefined) return `, at least ${least}${unit}`
  return least === undefined ? `, at most ${most}${unit}` : `, ${least} to ${most}${unit}`
}

// A part of a JSON Schema that zod wrote: an object, or not there.
const objectOf = (value: unknown): Json => (value ?? {}) as Json
