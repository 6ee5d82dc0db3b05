import { type Contract, contracts } from '@certwire/contracts'
import { z } from 'zod'

export type Json = Readonly<Record<string, unknown>>

/** A schema and, by their names, the shared values that it refers to. */
interface Referring {
  readonly schema: Json
  readonly shared: Readonly<Record<string, Json>>
}

// With this registry, which names nothing, a schema stands alone; with zod's own, shared values become references.
const nameless = z.registry<{ id?: string }>()

/** JSON Schema of a message's data, whole, as those who send it have to read it. */
export function dataSchema({ schema, summary }: Contract): Json {
  const json = z.toJSONSchema(schema, { io: 'input', metadata: nameless, override: plain })
  const { $schema: _, ...rest } = json
  return { description: summary, ...rest }
}

/** The same, with its shared values as references below `place`. */
export function referring(schema: z.ZodType, place: string): Referring {
  const json = z.toJSONSchema(schema, { io: 'input', override: plain })
  const moved: Json = JSON.parse(JSON.stringify(json).replaceAll('"#/$defs/', `"${place}/`))
  const { $schema: _, $defs = {}, ...rest } = moved
  // zod makes `$defs` a record of schemas.
  return { schema: rest, shared: $defs as Record<string, Json> }
}

/** A format says it; the pattern behind it is 200 characters that nobody reads. */
function plain({ jsonSchema }: { jsonSchema: Record<string, unknown> }): void {
  if (jsonSchema.format === 'date-time') delete jsonSchema.pattern
}

/** One file for each message, by its type. */
export function schemaFiles(folder: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(contracts).map(([type, contract]) => {
      const $schema = 'https://json-schema.org/draft/2020-12/schema'
      const json = { $schema, title: type, ...dataSchema(contract) }
      return [`${folder}/${type}.json`, `${JSON.stringify(json, undefined, 2)}\n`]
    }),
  )
}
