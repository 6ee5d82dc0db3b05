import { providers, ZoneBasics, ZoneConfig } from '@certwire/dns'
import { z } from 'zod'
import { variables, zoneVariables } from './environment.ts'
import { Schema } from './schema.ts'
import { marksOf, unwrapped } from './schema-at.ts'

/** What a reader has to know of one key of certwire.yaml. */
export interface ConfigKey {
  /** `issuers.<name>.eab.hmacKey`, `dns.zones[].zone` */
  readonly path: string
  readonly description: string
  readonly isRequired: boolean
  readonly default?: unknown
  /** The only values that it takes. */
  readonly values?: readonly string[]
  readonly isSecret: boolean
  /** Whether `{ file: path }` may stand for its text, and `X_FILE` for its variable X. */
  readonly mayBeInFile: boolean
  readonly variable?: string
  /** The DNS provider whose key it is. */
  readonly provider?: string
}

const NAME = '<name>'

const variableOf = new Map([
  ...Object.entries(variables(NAME)).map(
    ([variable, place]) => [place.join('.'), variable] as const,
  ),
  ...Object.entries(zoneVariables).map(
    ([variable, { provider, key }]) => [`${provider} dns.zones[].${key}`, variable] as const,
  ),
])

/** Every key that is not only a group of others, in the order of the schema. */
export const configKeys = (): ConfigKey[] => keysOf(Schema, '')

function keysOf(schema: z.core.$ZodType, path: string, provider?: string): ConfigKey[] {
  const inner = unwrapped(schema)
  if (inner instanceof z.ZodObject)
    return Object.entries(inner.shape).flatMap(([key, value]) =>
      keysOf(value, path === '' ? key : `${path}.${key}`, provider),
    )
  if (inner instanceof z.ZodRecord) return keysOf(inner.valueType, `${path}.${NAME}`)
  if (inner instanceof z.ZodArray && isGroup(inner.element))
    return keysOf(inner.element, `${path}[]`)
  if (inner instanceof z.ZodDiscriminatedUnion)
    return inner === unwrapped(ZoneConfig) ? zoneKeys(path) : unionKeys(inner.options, path)
  return [keyOf(schema, path, provider)]
}

function isGroup(schema: z.core.$ZodType): boolean {
  const inner = unwrapped(schema)
  return inner instanceof z.ZodObject || inner instanceof z.ZodDiscriminatedUnion
}

/** What every zone has, then what its provider adds. */
const zoneKeys = (path: string): ConfigKey[] => [
  ...keysOf(ZoneBasics, path),
  ...Object.values(providers).flatMap(({ name, config }) => keysOf(config, path, name)),
]

/** Each key once: what several kinds have says itself of which it is. */
function unionKeys(options: readonly z.core.$ZodType[], path: string): ConfigKey[] {
  const keys = options.flatMap((option) => keysOf(option, path))
  return [...Map.groupBy(keys, (key) => key.path).values()].flatMap((alike) => {
    const [first] = alike
    const values = alike.flatMap((one) => one.values ?? [])
    const isRequired = alike.length === options.length && alike.every((one) => one.isRequired)
    return first ? [{ ...first, isRequired, ...(values.length > 0 && { values }) }] : []
  })
}

function keyOf(schema: z.core.$ZodType, path: string, provider: string | undefined): ConfigKey {
  const inner = unwrapped(schema)
  // A list of secrets is one.
  const ofItems = inner instanceof z.ZodArray ? marksOf(inner.element) : {}
  const { description = '', secret = false, file = false } = { ...ofItems, ...marksOf(schema) }
  const variable = variableOf.get(provider === undefined ? path : `${provider} ${path}`)
  const isRequired = !(schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
  return {
    ...{ path, description, isRequired, isSecret: secret, mayBeInFile: secret || file },
    ...(schema instanceof z.ZodDefault && { default: schema.def.defaultValue }),
    ...(inner instanceof z.ZodEnum && { values: inner.options.map(String) }),
    ...(inner instanceof z.ZodLiteral && { values: [...inner.values].map(String) }),
    ...(variable !== undefined && { variable }),
    ...(provider !== undefined && { provider }),
  }
}
