import { type Contract, contracts } from '@certwire/contracts'
import { z } from 'zod'

// A schema that stands alone: with the global registry, shared values would become references into it.
const metadata = z.registry<{ id?: string }>()

/** The envelope's or a message's schema, whole. */
export function jsonSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io: 'input', metadata, override: plain })
  return json
}

/** JSON Schema of a message's data, as those who send it have to read it. */
export function dataSchema({ schema, summary }: Contract): Record<string, unknown> {
  return { description: summary, ...jsonSchema(schema) }
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
