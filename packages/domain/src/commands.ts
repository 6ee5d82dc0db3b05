import {
  ApprovalRequested,
  CleanUpChallenge,
  CollectCertificate,
  FinalizeOrder,
  PlaceOrder,
  PrepareCsr,
  PresentChallenge,
  RevokeByAccount,
  RevokeByCertificate,
  StoreCertificate,
  ValidateOrder,
} from '@certwire/contracts'
import type { Order, OrderIn } from './order.ts'
import type { Sendable } from './step.ts'

/** What the order waits for, as the commands that ask for it: sent on entering a phase and again when nobody answers. */
export function commandsOf(order: Order, now: Date): Sendable[] {
  switch (order.phase) {
    case 'approving':
      return [askApproval(order)]
    case 'placing':
      return order.records.length > 0 ? cleanUp(order) : place(order, now)
    case 'proving':
      return prove(order)
    case 'validating':
      return [validate(order)]
    case 'finalizing':
      return [finalize(order), ...cleanUp(order)]
    case 'storing':
      return [store(order), ...cleanUpAgain(order)]
    case 'issued':
    case 'revoked':
      return cleanUpAgain(order)
    case 'revoking':
      return [revoke(order), ...cleanUpAgain(order)]
    default:
      return cleanUp(order)
  }
}

function cleanUp({ _id, records, ...order }: Order): Sendable[] {
  // What is about to be placed has written nothing yet, and must not be kept from it.
  const generation = order.phase === 'placing' ? order.generation - 1 : order.generation
  return records.length > 0 ? [CleanUpChallenge(_id, { generation, records })] : []
}

/** It was said on finalizing: the order need not wait for it, nor ask for it twice before there was time to do it. */
const cleanUpAgain = (order: Order): Sendable[] => (order.redrives > 0 ? cleanUp(order) : [])

function place(order: OrderIn<'placing'>, now: Date): Sendable[] {
  const { _id, issuer, generation, names, wishes, placeAt, createdAt: since } = order
  const deferred = deferrals(order)
  const data = {
    ...{ issuer, generation, names, since },
    ...(wishes && { wishes }),
    ...(deferred > 0 && { deferred }),
  }
  return placeAt <= now.toISOString() ? [PlaceOrder(_id, data)] : []
}

const deferrals = ({ history, generation }: Order): number =>
  history
    .filter((one) => one.type === 'order.deferred' && one.generation === generation)
    .reduce((all, { times = 1 }) => all + times, 0)

function prove({ _id, generation, issuer, challenges, ...order }: OrderIn<'proving'>): Sendable[] {
  const { names, key } = order
  const records = challenges.map(({ record }) => record)
  return [
    ...(order.presented ? [] : [PresentChallenge(_id, { generation, issuer, records })]),
    ...(order.csr ? [] : [PrepareCsr(_id, { generation, names, key })]),
  ]
}

function validate({ _id, generation, issuer, ...order }: OrderIn<'validating'>): Sendable {
  const challengeUrls = order.answered ? [] : order.challenges.map(({ url }) => url)
  const { names, orderUrl, since } = order
  return ValidateOrder(_id, { generation, issuer, names, orderUrl, challengeUrls, since })
}

function finalize({ _id, generation, issuer, ...order }: OrderIn<'finalizing'>): Sendable {
  const { names, orderUrl, finalizeUrl, csr, since } = order
  const chain = order.wishes?.preferredChain
  const common = {
    ...{ generation, issuer, names, orderUrl },
    ...(chain !== undefined && { preferredChain: chain }),
  }
  return order.processing
    ? CollectCertificate(_id, { ...common, since })
    : FinalizeOrder(_id, { ...common, finalizeUrl, csr })
}

function store({ _id, generation, issuer, names, csr, chain }: OrderIn<'storing'>): Sendable {
  return StoreCertificate(_id, { generation, issuer, names, csr, chain })
}

const askApproval = ({ _id, names, issuer, deadline }: OrderIn<'approving'>): Sendable =>
  ApprovalRequested(_id, { names, issuer, deadline })

function revoke({ _id, issuer, certificate, reason, signer }: OrderIn<'revoking'>): Sendable {
  const by = signer === 'account' ? RevokeByAccount : RevokeByCertificate
  return by(_id, { issuer, certificateId: certificate.certificateId, reason })
}
