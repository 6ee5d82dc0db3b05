import { z } from 'zod'
import { command } from '../define.ts'
import { Identifier, KeyType } from '../values.ts'

export const PrepareCsr = command('storage.prepare', {
  summary:
    'Make and keep the private key of this generation, then its CSR. RFC 8555 §7.4, RFC 2986.',
  data: z.object({
    generation: z.int().min(1),
    names: z.array(Identifier).min(1),
    key: KeyType,
  }),
})
