import { createPrivateKey, X509Certificate } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { CertificateDocument } from '@certwire/documents'
import { createSealer, localKek, type Sealed, type Sealer } from '@certwire/secrets'
import { type Db, MongoClient } from 'mongodb'
import type { Cluster } from './cluster.ts'

/** What is true of a run, counted at the CA, in the store and in the zone, and never by the services. */
export interface Audit {
  readonly issuedAtCa: number
  readonly stored: number
  /** Orders without a certificate, and certificates of the CA that are not in the store. */
  readonly lost: number
  /** Certificates beyond one for each order, and orders of the CA that gave more than one. */
  readonly duplicates: number
  /** Certificates whose key is not in the store, or is another's. */
  readonly withoutKey: number
  /** Chains that do not lead from exactly the names to the CA's root. */
  readonly unverified: number
  readonly recordsLeft: number
}

const SETTLE_MS = 60_000

/** `wanted` has the names of each order by its id. */
export async function audit(
  { mongodb, pebble, dns, kek }: Cluster,
  wanted: ReadonlyMap<string, readonly string[]>,
): Promise<Audit> {
  await untilEmpty(() => dns.records().length)
  const client = await MongoClient.connect(mongodb.uri)
  try {
    const db = client.db()
    const certificates = await db.collection<CertificateDocument>('certificates').find().toArray()
    const sealer = createSealer([localKek(kek)])
    const keyed = await Promise.all(certificates.map((one) => hasItsKey(one, db, sealer)))
    const issued = pebble.issued()
    const serials = new Set(certificates.map(({ facts }) => facts.serial.toLowerCase()))
    const owners = new Set(certificates.map(({ orderId }) => orderId as string))
    const missing = [...wanted.keys()].filter((id) => !owners.has(id)).length
    const strays = issued.filter(({ serial }) => !serials.has(serial.toLowerCase())).length
    return {
      issuedAtCa: issued.length,
      stored: certificates.length,
      lost: missing + strays,
      duplicates:
        issued.length -
        new Set(issued.map(({ orderId }) => orderId)).size +
        Math.max(0, issued.length - wanted.size),
      withoutKey: keyed.filter((has) => !has).length,
      unverified: certificates.filter((one) => !isVerified(one, wanted, pebble.rootPem)).length,
      recordsLeft: dns.records().length,
    }
  } finally {
    await client.close()
  }
}

async function untilEmpty(count: () => number): Promise<void> {
  for (const end = Date.now() + SETTLE_MS; count() > 0 && Date.now() < end; ) await sleep(100)
}

async function hasItsKey({ keyId, chain }: CertificateDocument, db: Db, sealer: Sealer) {
  if (keyId === undefined) return false
  const kept = await db
    .collection<{ _id: string; tenantId: string; key: Sealed }>('keys')
    .findOne({ _id: keyId })
  if (!kept) return false
  const context = { tenant: kept.tenantId, collection: 'keys', id: keyId, purpose: 'leaf-key' }
  const pem = (await sealer.open(kept.key, context)).reveal()
  return new X509Certificate(chain).checkPrivateKey(createPrivateKey(pem))
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/** By Node's own X.509, which shares no code with the product's check. */
function isVerified(
  { orderId, chain }: CertificateDocument,
  wanted: ReadonlyMap<string, readonly string[]>,
  rootPem: string,
): boolean {
  const links = [...(chain.match(CERTIFICATE) ?? []), rootPem].map(
    (pem) => new X509Certificate(pem),
  )
  const [leaf] = links
  const names = [...(wanted.get(orderId) ?? [])].sort().map((name) => `DNS:${name}`)
  return (
    links.every((link, at) => link.verify((links[at + 1] ?? link).publicKey)) &&
    leaf?.subjectAltName?.split(', ').sort().join() === names.join()
  )
}
