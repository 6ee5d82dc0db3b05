import { z } from 'zod'

/** The keys that the schema knows at a path, for telling which one was meant. */
export function knownKeys(schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] {
  const inner = unwrap(schema)
  const [step, ...rest] = path
  if (inner instanceof z.ZodDiscriminatedUnion)
    return [...new Set(inner.options.flatMap((option) => knownKeys(option, path)))]
  if (inner instanceof z.ZodRecord) return knownKeys(inner.valueType, rest)
  if (inner instanceof z.ZodArray) return knownKeys(inner.element, rest)
  if (!(inner instanceof z.ZodObject)) return []
  if (step === undefined) return Object.keys(inner.shape)
  const next = inner.shape[String(step)]
  return next ? knownKeys(next, rest) : []
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault
  )
    return unwrap(schema.def.innerType)
  return schema
}
