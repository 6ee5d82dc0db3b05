import {
  CaUrl,
  CertificateFacts,
  Chain,
  ChallengeRecord,
  Csr,
  DnsName,
  Instant,
  IssuerName,
  KeyType,
  OrderId,
  PendingChallenge,
  Problem,
  TenantId,
} from '@certwire/contracts'
import { z } from 'zod'

/** Something that moved the order: what, when, and the phase it led to. */
export const HistoryEntry = z.strictObject({
  at: Instant,
  type: z.string().max(60),
  phase: z.string().max(20),
  generation: z.int(),
  note: z.string().max(2000).optional(),
})
export type HistoryEntry = z.infer<typeof HistoryEntry>

/** A message that this version of the order sends, under an id that follows from order, version and index. */
const OutboxEntry = z.strictObject({
  id: z.string(),
  type: z.string(),
  data: z.unknown(),
})

const common = {
  _id: OrderId,
  version: z.int().min(1),
  tenantId: TenantId,
  /** The request's content, by which a repeated request is told from a different one under the same id. */
  requestDigest: z.string(),
  issuer: IssuerName,
  names: z.array(DnsName),
  key: KeyType,
  /** The requester's own CSR: then there is no key of ours. */
  ownCsr: Csr.optional(),
  createdAt: Instant,
  /** Counts the orders placed at the CA for this one; an answer of an older generation is late. */
  generation: z.int().min(1),
  /** When the order is looked at again whatever happens; absent only when nothing is left to do. */
  nextAt: Instant.optional(),
  /** When the phase gives up. */
  deadline: Instant,
  /** Times in a row that the phase's commands were sent again without an answer. */
  redrives: z.int().min(0),
  /** What stands between the order and its next phase, when it is more than the passing of time. */
  waitingFor: Problem.optional(),
  /** TXT records that may be in a zone because of this order. */
  records: z.array(ChallengeRecord),
  /** The version that last learned of such records: an answer to an earlier clean-up says nothing of them. */
  recordsAt: z.int().optional(),
  outbox: z.array(OutboxEntry),
  history: z.array(HistoryEntry),
}

/** What the CA said when it took the order. */
const placed = {
  orderUrl: CaUrl,
  finalizeUrl: CaUrl,
  challenges: z.array(PendingChallenge),
}

const phase = <P extends string, S extends z.ZodRawShape>(name: P, shape: S) =>
  z.strictObject({ phase: z.literal(name), ...common, ...shape })

/** One document for each order. `phase` is our word; RFC 8555's `status` is never stored as ours. */
export const Order = z.discriminatedUnion('phase', [
  phase('placing', { placeAt: Instant }),
  phase('proving', {
    ...placed,
    presented: z.boolean(),
    csr: Csr.optional(),
  }),
  phase('validating', { ...placed, csr: Csr, answered: z.boolean() }),
  phase('finalizing', { ...placed, csr: Csr, processing: z.boolean() }),
  phase('storing', { orderUrl: CaUrl, csr: Csr, chain: Chain }),
  phase('issued', { orderUrl: CaUrl, certificate: CertificateFacts }),
  phase('failed', { problem: Problem }),
  phase('cancelled', { reason: z.string().max(500).optional() }),
])
export type Order = z.infer<typeof Order>

export type Phase = Order['phase']
export type OrderIn<P extends Phase> = Extract<Order, { phase: P }>

export const isFinished = ({ phase }: Order): boolean =>
  phase === 'issued' || phase === 'failed' || phase === 'cancelled'
