import { type AcmePort, AcmeProblem, CaError, type Order } from '@certwire/acme'
import {
  CertificateIssued,
  type CollectCertificate,
  type FinalizeOrder,
  type MessageOf,
  OrderInvalid,
  OrderProcessing,
  type Problem,
} from '@certwire/contracts'
import { caProblem, type Issuers, pollOrder, type Verdict } from '@certwire/issuers'
import { notFinal } from './problems.ts'

interface Deps {
  readonly issuers: Issuers
  readonly clock: () => Date
  readonly random: () => number
}

type Command = MessageOf<typeof FinalizeOrder> | MessageOf<typeof CollectCertificate>

const ASK_AGAIN_MS = 60_000

/**
 * Sends the CSR, then collects. RFC 8555 §7.4 lets an order be finalized once, and CAs differ in how they refuse the
 * second time; an answer may also be lost, or be none. Then the order tells whether the CA has the CSR.
 */
export const finalize = (
  message: MessageOf<typeof FinalizeOrder>,
  deps: Deps,
  signal: AbortSignal,
) =>
  guarded(message, deps, signal, async (acme) => {
    const { orderUrl, finalizeUrl, csr } = message.data
    try {
      await acme.finalize(finalizeUrl, csr, signal)
    } catch (error) {
      if (!(error instanceof AcmeProblem || error instanceof CaError)) throw error
      const { status } = await acme.order(orderUrl, signal)
      if (status === 'ready' || status === 'pending') throw error
    }
  })

/** Looks at an order that has its CSR. */
export const collect = (
  message: MessageOf<typeof CollectCertificate>,
  deps: Deps,
  signal: AbortSignal,
) => guarded(message, deps, signal, async () => undefined)

async function guarded(
  { orderId, data }: Command,
  { issuers, ...deps }: Deps,
  signal: AbortSignal,
  begin: (acme: AcmePort) => Promise<void>,
) {
  const { generation, orderUrl } = data
  const invalid = (problem: Problem) => [OrderInvalid(orderId, { generation, problem })]
  let isIssued = false
  try {
    const { acme } = await issuers.open(data.issuer)
    await begin(acme)
    const { order, until } = await pollOrder(acme, orderUrl, isFinal, deps.clock, signal)
    if (!isFinal(order))
      return [OrderProcessing(orderId, { generation, until: until.toISOString() })]
    if (order.certificate === undefined) return invalid(notFinal(order))
    isIssued = true
    const { chain } = await acme.certificate(order.certificate, signal)
    return [CertificateIssued(orderId, { generation, chain })]
  } catch (error) {
    signal.throwIfAborted()
    const verdict = caProblem(error, deps, 'order')
    const { problem, until } = isIssued ? patient(verdict, deps.clock()) : verdict
    return until === undefined
      ? invalid(problem)
      : [OrderProcessing(orderId, { generation, until, problem })]
  }
}

/** RFC 8555 §7.1.6: what is `valid` has its certificate; one that has not shown it yet will. */
const isFinal = ({ status, certificate }: Order) =>
  status === 'valid' ? certificate !== undefined : status !== 'processing'

/** A certificate that is there is asked for again where otherwise a new order would be placed: that were a second one. */
function patient({ problem, until }: Verdict, now: Date): Verdict {
  if (!problem.retryable || until !== undefined) return { problem, ...(until && { until }) }
  return {
    problem: { ...problem, remedy: 'None: the certificate is asked for again.' },
    until: new Date(now.getTime() + ASK_AGAIN_MS).toISOString(),
  }
}
