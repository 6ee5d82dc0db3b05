import { z } from 'zod'

type Schema = z.core.$ZodType
export type Path = readonly PropertyKey[]

/** What the schema says about a value beside its type. */
export interface Marks {
  readonly description?: string | undefined
  /** Never printed; may be in a file. */
  readonly secret?: boolean
  /** May be in a file. */
  readonly file?: boolean
}

/** The schemas of which one holds at a place: several within a union, none where the schema knows of nothing. */
function schemasAt(schema: Schema, path: Path): Schema[] {
  const inner = unwrapped(schema)
  if (inner instanceof z.ZodDiscriminatedUnion)
    return inner.options.flatMap((option) => schemasAt(option, path))
  const [step, ...rest] = path
  if (step === undefined) return [schema]
  if (inner instanceof z.ZodRecord) return schemasAt(inner.valueType, rest)
  if (inner instanceof z.ZodArray) return schemasAt(inner.element, rest)
  if (!(inner instanceof z.ZodObject) || !Object.hasOwn(inner.shape, step)) return []
  return schemasAt(inner.shape[String(step)], rest)
}

/** The keys that there may be at a place. */
export function keysAt(schema: Schema, path: Path): string[] {
  const found = schemasAt(schema, path).map(unwrapped)
  return [
    ...new Set(found.flatMap((one) => (one instanceof z.ZodObject ? Object.keys(one.shape) : []))),
  ]
}

/** Marks are on what is wrapped, on the wrapping, or on both. */
export function marksOf(schema: Schema): Marks {
  const inner = innerOf(schema)
  return { ...(inner && marksOf(inner)), ...z.globalRegistry.get(schema) }
}

export const isNumberAt = (schema: Schema, path: Path): boolean =>
  schemasAt(schema, path).some((one) => unwrapped(one) instanceof z.ZodNumber)

export function marksAt(schema: Schema, path: Path): Marks {
  return Object.assign({}, ...schemasAt(schema, path).map(marksOf))
}

/** Without what only says that it is optional, has a default or is turned into something else. */
export function unwrapped(schema: Schema): Schema {
  const inner = innerOf(schema)
  return inner ? unwrapped(inner) : schema
}

function innerOf(schema: Schema): Schema | undefined {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault
  )
    return schema.def.innerType
  return schema instanceof z.ZodPipe ? schema.def.in : undefined
}
