import { CertIssued } from '@certwire/contracts'
import { carried, enter } from '../enter.ts'
import type { OrderIn } from '../order.ts'
import type { IncomingOf, Step } from '../step.ts'

/** Every authorization is valid: the CA will take the CSR. */
export function count(
  order: OrderIn<'validating'>,
  _: IncomingOf<'authorization.valid'>,
  now: Date,
): Step {
  const { orderUrl, finalizeUrl, challenges, csr } = order
  const next = { ...carried(order), orderUrl, finalizeUrl, challenges, csr }
  return enter({ ...next, phase: 'finalizing', processing: false }, now)
}

/** The chain is here. It counts for nothing until storage has verified it. */
export function keep(
  order: OrderIn<'finalizing'>,
  { data: { chain } }: IncomingOf<'certificate.issued'>,
  now: Date,
): Step {
  const { orderUrl, csr } = order
  return enter({ ...carried(order), phase: 'storing', orderUrl, csr, chain }, now)
}

export function finish(
  order: OrderIn<'storing'>,
  { data: { certificate } }: IncomingOf<'certificate.stored'>,
  now: Date,
): Step {
  const { _id, names, orderUrl } = order
  const issued = { ...carried(order), phase: 'issued' as const, orderUrl, certificate }
  return enter(issued, now, [CertIssued(_id, { names, certificate })])
}
