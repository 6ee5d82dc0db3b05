import {
  CaUrl,
  CertificateFacts,
  CertificateId,
  Chain,
  ChallengeRecord,
  Csr,
  Identifier,
  Instant,
  IssuerName,
  KeyType,
  OrderId,
  PendingChallenge,
  Problem,
  RevocationKey,
  RevocationReason,
  TenantId,
  Wishes,
} from '@certwire/contracts'
import { z } from 'zod'

/** Something that moved the order: what, when, and the phase it led to. */
export const HistoryEntry = z.strictObject({
  at: Instant,
  type: z.string().max(60),
  phase: z.string().max(20),
  generation: z.int(),
  note: z.string().max(2000).optional(),
  /** How often in a row, where it was more than once; `at` is the last time. */
  times: z.int().min(2).optional(),
  /** The issuer that it went on with, where that is another one. */
  issuer: IssuerName.optional(),
})
export type HistoryEntry = z.infer<typeof HistoryEntry>

/** A message that this version of the order sends, under an id that follows from order, version and index. */
const OutboxEntry = z.strictObject({
  id: z.string(),
  type: z.string(),
  data: z.unknown(),
})

/** Days until a phase gives up: where the CA works, and where somebody has to approve. */
const Patience = z.strictObject({
  validating: z.int().min(1),
  finalizing: z.int().min(1),
  approving: z.number().positive().optional(),
  /** Counts only as long as there is another issuer to go to. */
  placing: z.number().positive().optional(),
})
export type Patience = z.infer<typeof Patience>

const Approval = z.strictObject({
  /** The message that last denied it: heard again after a retry, it is not a second denial. */
  denial: z.string().max(200).optional(),
  at: Instant.optional(),
  by: z.string().max(200).optional(),
})

/** What the CA’s platform hinted at, in a phase that waits for the CA. */
const hinted = {
  /** When a hint last made the order ask. */
  hintedAt: Instant.optional(),
  /** Another one came right after, so there may be more to see than the last answer showed. */
  hintedAgain: z.boolean().optional(),
}

const common = {
  _id: OrderId,
  version: z.int().min(1),
  tenantId: TenantId,
  /** The request's content, by which a repeated request is told from a different one under the same id. */
  requestDigest: z.string(),
  issuer: IssuerName,
  /** The issuers that are left to go to, in this order, when it cannot or will not. */
  fallbacks: z.array(IssuerName).optional(),
  /** Those that it went to before: a renewal asks them first again. */
  passed: z.array(IssuerName).optional(),
  /** The generation with which `issuer` began, where it was not the first issuer: its tries count from there. */
  firstGeneration: z.int().min(2).optional(),
  /** It goes to a CA only with somebody's approval, which it has once there is `at`. */
  approval: Approval.optional(),
  names: z.array(Identifier),
  key: KeyType,
  /** The requester's own CSR: then there is no key of ours. */
  ownCsr: Csr.optional(),
  wishes: Wishes.optional(),
  /** The certificate that this order renews. */
  renewalOf: CertificateId.optional(),
  /** How long the CA may take, by the policy under which the order was accepted. */
  patience: Patience.optional(),
  createdAt: Instant,
  /** Counts the orders placed at the CA for this one; an answer of an older generation is late. */
  generation: z.int().min(1),
  /** When the order is looked at again whatever happens; absent only when nothing is left to do. */
  nextAt: Instant.optional(),
  /** When the phase began; not kept at first. */
  since: Instant.optional(),
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

const issued = { orderUrl: CaUrl, certificate: CertificateFacts }

const phase = <P extends string, S extends z.ZodRawShape>(name: P, shape: S) =>
  z.strictObject({ phase: z.literal(name), ...common, ...shape })

/** One document for each order. `phase` is our word; RFC 8555's `status` is never stored as ours. */
export const Order = z.discriminatedUnion('phase', [
  phase('approving', {}),
  phase('placing', { placeAt: Instant }),
  phase('proving', {
    ...placed,
    /** The CA has nothing left to be proved, and has not made its order `ready` yet. */
    unready: z.literal(true).optional(),
    presented: z.boolean(),
    csr: Csr.optional(),
  }),
  phase('validating', { ...placed, ...hinted, csr: Csr, answered: z.boolean() }),
  phase('finalizing', { ...placed, ...hinted, csr: Csr, processing: z.boolean() }),
  phase('storing', { orderUrl: CaUrl, csr: Csr, chain: Chain }),
  /** `problem`: why it is not revoked, where somebody wanted that. */
  phase('issued', { ...issued, problem: Problem.optional() }),
  phase('revoking', { ...issued, reason: RevocationReason, signer: RevocationKey }),
  phase('revoked', { ...issued, reason: RevocationReason, revokedAt: Instant }),
  phase('failed', { problem: Problem }),
  phase('cancelled', { reason: z.string().max(500).optional() }),
])
export type Order = z.infer<typeof Order>

export type Phase = Order['phase']
export type OrderIn<P extends Phase> = Extract<Order, { phase: P }>

const finished: readonly Phase[] = ['issued', 'revoked', 'failed', 'cancelled']

export const isFinished = ({ phase }: Order): boolean => finished.includes(phase)
