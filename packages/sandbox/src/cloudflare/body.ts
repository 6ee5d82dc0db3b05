import { z } from 'zod'
import type { VendorRequest } from '../vendor/serve.ts'
import { CloudflareError } from './cloudflare-error.ts'
import { RecordInput } from './record.ts'

const Id = z.object({ id: z.string() })

// Without the defaults, which would overwrite what the record has.
const Patch = z.object({
  type: RecordInput.shape.type.exactOptional(),
  name: z.string().exactOptional(),
  content: z.string().exactOptional(),
  ttl: z.int().exactOptional(),
  proxied: z.boolean().exactOptional(),
  comment: z.string().nullable().exactOptional(),
})

export const bodies = {
  record: RecordInput,
  patch: Patch,
  batch: z.object({
    deletes: z.array(Id).default([]),
    patches: z.array(Id.extend(Patch.shape)).default([]),
    puts: z.array(Id.extend(RecordInput.shape)).default([]),
    posts: z.array(RecordInput).default([]),
  }),
}

/** The body as the schema has it; everything else is 400. */
export function bodyOf<T>(schema: z.ZodType<T>, { body, isCut }: VendorRequest): T {
  if (isCut) throw new CloudflareError(413, 6007, 'Request body is too large')
  const parsed = schema.safeParse(json(body))
  if (parsed.success) return parsed.data
  const message = parsed.error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join('.').slice(0, 100)}: ${issue.message.slice(0, 200)}`)
    .join('; ')
  const chain = [{ code: 9207, message }]
  throw new CloudflareError(400, 1004, 'DNS Validation Error', { chain })
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new CloudflareError(400, 6007, 'Malformed JSON in request body')
  }
}

/** How many operations the body of a batch has, if it is one. */
export function batchSize(body: string): number | undefined {
  try {
    const batch = JSON.parse(body)
    return [batch.deletes, batch.patches, batch.puts, batch.posts]
      .map((list) => (Array.isArray(list) ? list.length : 0))
      .reduce((sum, count) => sum + count)
  } catch {
    return undefined
  }
}
