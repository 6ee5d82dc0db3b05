import { z } from 'zod'
import { escapeKey } from './keys.ts'

type Schema = Readonly<Record<string, unknown>>

const BSON_TYPES: Readonly<Record<string, string>> = { boolean: 'bool', integer: 'number' }
const KEPT = [
  ...['enum', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  ...['maxLength', 'minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties'],
]

/**
 * A validator for MongoDB, which takes a part of draft 4 with `bsonType`: presence, types, enums and sizes.
 *
 * Unknown fields are let through, so that the next release may add one while this one still runs. Patterns are left
 * out: JavaScript and PCRE differ, and one that MongoDB cannot read would keep the service from starting.
 */
export function validatorOf(schema: z.ZodType): { $jsonSchema: Schema } {
  const json = z.toJSONSchema(schema, {
    target: 'draft-4',
    io: 'output',
    unrepresentable: 'any',
    // Without the global registry no schema has an id, so each is written out in place instead of referred to.
    metadata: z.registry(),
  })
  return { $jsonSchema: convert(json) }
}

function convert(schema: unknown): Schema {
  if (!isSchema(schema)) return {}
  return {
    ...types(schema),
    ...Object.fromEntries(Object.entries(schema).filter(([keyword]) => KEPT.includes(keyword))),
    ...(typeof schema.minLength === 'number' && { minLength: Math.min(schema.minLength, 1) }),
    ...children(schema),
    ...alternatives(schema),
  }
}

/** JavaScript sends a whole number above 31 bits as a double, so a type of integers would refuse it. */
function types({ type }: Schema): Schema {
  if (type === undefined) return {}
  const names = [type].flat().map((name) => BSON_TYPES[String(name)] ?? String(name))
  const whole = type === 'integer' ? { multipleOf: 1 } : {}
  return { bsonType: names.length === 1 ? names[0] : names, ...whole }
}

function children({ properties, required, items, additionalProperties }: Schema): Schema {
  const fields = isSchema(properties) ? Object.entries(properties) : []
  const names = Array.isArray(required) ? required.map((name) => escapeKey(String(name))) : []
  return {
    ...(names.length > 0 && { required: names }),
    ...(fields.length > 0 && {
      properties: Object.fromEntries(fields.map(([name, one]) => [escapeKey(name), convert(one)])),
    }),
    ...(isSchema(additionalProperties) && { additionalProperties: convert(additionalProperties) }),
    ...(items !== undefined && {
      items: Array.isArray(items) ? items.map(convert) : convert(items),
    }),
  }
}

function alternatives({ anyOf, oneOf, allOf }: Schema): Schema {
  // A union that is exact in zod may overlap here, where unknown fields pass: hence never oneOf.
  const any = anyOf ?? oneOf
  return {
    ...(Array.isArray(any) && { anyOf: any.map(convert) }),
    ...(Array.isArray(allOf) && { allOf: allOf.map(convert) }),
  }
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
