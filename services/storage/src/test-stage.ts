import { randomBytes } from 'node:crypto'
import {
  DnsName,
  OrderId,
  type Postmark,
  PrepareCsr,
  StoreCertificate,
  stamp,
  TenantId,
} from '@certwire/contracts'
import { certificates } from '@certwire/documents'
import { createSealer, localKek } from '@certwire/secrets'
import { sqliteStore } from '@certwire/store'
import { createAuthority } from '@certwire/testkit'
import { keys } from './key-documents.ts'
import { connectKeys } from './keys.ts'

export const now = new Date('2026-11-24T12:00:00.000Z')
export const orderId = OrderId.parse('ord_1')
export const names = [DnsName.parse('a.example.test'), DnsName.parse('*.a.example.test')]
export const mark: Postmark = {
  ...{ id: 'in-1', source: 'test', time: now, tenantId: TenantId.parse('default') },
}
const authority = createAuthority(now)

/** The service's collaborators on a store in memory, and a CA that certifies whatever it is told to. */
export async function stage() {
  const store = await sqliteStore({ file: ':memory:' })
  const sealer = createSealer([localKek(randomBytes(32))])
  const documents = await store.open(keys)
  return {
    ...{ documents, sealer, keys: connectKeys(documents, sealer) },
    certificates: await store.open(certificates),
    rootsOf: (): readonly string[] => [],
    clock: () => now,
  }
}

export const toPrepare = (generation = 1) =>
  stamp(PrepareCsr(orderId, { generation, names, key: 'p256' }), mark)

export const toStore = (csr: string, chain: string) =>
  stamp(StoreCertificate(orderId, { generation: 1, issuer: 'ca', names, csr, chain }), mark)

/** A chain for the key of this CSR; without one, for a key that nobody has. */
export async function certify(csr?: string, certified: readonly string[] = names) {
  const { certify: sign } = await authority
  const der = csr && Buffer.from(csr.replaceAll(/-----.*-----/g, ''), 'base64')
  return sign(certified, der || undefined)
}

export const rootPem = async () => (await authority).root
