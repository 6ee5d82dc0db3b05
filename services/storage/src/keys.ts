import type { KeyObject } from 'node:crypto'
import type { KeyType, OrderId, TenantId } from '@certwire/contracts'
import { createCsr, generateKey } from '@certwire/pki'
import type { Sealer, Secret } from '@certwire/secrets'
import { type Collection, insertOrGet } from '@certwire/store'
import type { KeyDocument } from './key-documents.ts'

interface Wanted {
  readonly orderId: OrderId
  readonly tenantId: TenantId
  readonly generation: number
  readonly names: readonly string[]
  readonly type: KeyType
}

export interface Keys {
  /** The CSR of this generation's key. The key is kept before the CSR is given; a repetition gives the same CSR. */
  prepare(wanted: Wanted): Promise<string>
  find(keyId: string): Promise<KeyDocument | undefined>
  /** The private key in PKCS#8 PEM. */
  open(document: KeyDocument): Promise<Secret>
}

export const keyIdOf = (orderId: OrderId, generation: number): string => `${orderId}.${generation}`

const context = ({ _id, tenantId }: Pick<KeyDocument, '_id' | 'tenantId'>) => ({
  ...{ tenant: tenantId, id: _id },
  collection: 'keys',
  purpose: 'leaf-key',
})

export const connectKeys = (collection: Collection<KeyDocument>, sealer: Sealer): Keys => ({
  find: (keyId) => collection.get(keyId),
  open: (document) => sealer.open(document.key, context(document)),
  prepare: async ({ orderId, generation, tenantId, names, type }) => {
    const _id = keyIdOf(orderId, generation)
    const kept = await collection.get(_id)
    if (kept) return kept.csr
    const key = await generateKey(type)
    const csr = createCsr(names, key)
    const sealed = await sealer.seal(pem(key), context({ _id, tenantId }))
    const document = { _id, version: 1, tenantId, orderId, type, csr, key: sealed }
    // Where the same command runs twice at once, the key that was kept first is the key.
    return (await insertOrGet(collection, document)).csr
  },
})

const pem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString()
