import { CsrPrepared, type MessageOf, type PrepareCsr } from '@certwire/contracts'
import type { Keys } from './keys.ts'

/** The key is in the store before its CSR leaves. */
export async function prepare(
  { orderId, tenantId, data: { generation, names, key } }: MessageOf<typeof PrepareCsr>,
  { keys }: { keys: Keys },
) {
  const csr = await keys.prepare({ orderId, tenantId, generation, names, type: key })
  return [CsrPrepared(orderId, { generation, csr })]
}
