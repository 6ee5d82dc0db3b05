/**
 * Every message and value that Certwire's services exchange, said once: types, JSON Schema, AsyncAPI, subjects and
 * documentation all come from here. It knows zod and nothing else.
 */
import type { Contract, DraftOf, MessageOf } from './define.ts'
import { contracts } from './messages/index.ts'

export { AccountExport, AccountView, EabView } from './account-views.ts'
export { BudgetView } from './budget-view.ts'
export { DeadLetter } from './dead-letter.ts'
export type { Contract, Draft, DraftOf, Kind, Message, MessageOf } from './define.ts'
export {
  CONTENT_TYPE,
  Envelope,
  encode,
  eventTypeOf,
  type Postmark,
  stamp,
  typeOf,
} from './envelope.ts'
export { IssuerAccountView, ReconciliationView } from './issuer-views.ts'
export * from './messages/index.ts'
export { AcmeProblemDocument, Problem } from './problem.ts'
export { RenewalPlanView, RenewalView } from './renewal-views.ts'
export { RevocationKey, RevocationReason } from './revocation.ts'
export { streams } from './streams.ts'
export {
  ALL_DEAD,
  ALL_EVENTS,
  deadSubjectOf,
  durableOf,
  filtersOf,
  subjectOf,
} from './subject.ts'
export {
  CaUrl,
  CertificateId,
  ChallengeRecord,
  DEFAULT_TENANT,
  DnsName,
  Identifier,
  Instant,
  IssuerName,
  isAddress,
  isLasting,
  KeyType,
  NO_ORDER,
  OrderId,
  TenantId,
} from './values.ts'

export { CertificateExport, CertificateView, EventView, OrderView } from './views.ts'
export { DeliveryView, SubscriberView, WebhookSourceView } from './webhook-views.ts'
export { AriCertId, Wishes } from './wishes.ts'

export type Contracts = typeof contracts
export type MessageType = keyof Contracts
export type AnyMessage = { [T in MessageType]: MessageOf<Contracts[T]> }[MessageType]
export type AnyDraft = { [T in MessageType]: DraftOf<Contracts[T]> }[MessageType]

/** The contract of a type, or nothing for a type that is not ours. */
export const contractOf = (type: string): Contract | undefined =>
  Object.hasOwn(contracts, type) ? contracts[type as MessageType] : undefined
