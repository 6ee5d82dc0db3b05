import { type AcmePort, AcmeProblem, type Order } from '@certwire/acme'
import {
  CertificateIssued,
  type CollectCertificate,
  type FinalizeOrder,
  type MessageOf,
  OrderInvalid,
  OrderProcessing,
} from '@certwire/contracts'
import { caProblem, type Issuers, pollOrder } from '@certwire/issuers'
import { notFinal } from './problems.ts'

interface Deps {
  readonly issuers: Issuers
  readonly clock: () => Date
  readonly random: () => number
}

type Command = MessageOf<typeof FinalizeOrder> | MessageOf<typeof CollectCertificate>

/** Sends the CSR, then collects. RFC 8555 §7.4 lets an order be finalized once, so a repetition goes on to collect. */
export const finalize = (
  message: MessageOf<typeof FinalizeOrder>,
  deps: Deps,
  signal: AbortSignal,
) =>
  guarded(message, deps, signal, async (acme) => {
    const { finalizeUrl, csr } = message.data
    try {
      await acme.finalize(finalizeUrl, csr, signal)
    } catch (error) {
      if (!(error instanceof AcmeProblem) || error.code !== 'ERR_ACME_ORDER_NOT_READY') throw error
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
  try {
    const { acme } = await issuers.open(data.issuer)
    await begin(acme)
    const { order, until } = await pollOrder(acme, orderUrl, isFinal, deps.clock, signal)
    if (order.status === 'processing')
      return [OrderProcessing(orderId, { generation, until: until.toISOString() })]
    if (order.status !== 'valid' || order.certificate === undefined)
      return [OrderInvalid(orderId, { generation, problem: notFinal(order) })]
    const { chain } = await acme.certificate(order.certificate, signal)
    return [CertificateIssued(orderId, { generation, chain })]
  } catch (error) {
    signal.throwIfAborted()
    const { problem, until } = caProblem(error, deps)
    return until === undefined
      ? [OrderInvalid(orderId, { generation, problem })]
      : [OrderProcessing(orderId, { generation, until, problem })]
  }
}

const isFinal = ({ status }: Order) => status !== 'processing'
