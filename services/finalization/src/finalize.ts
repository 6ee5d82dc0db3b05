import { type AcmePort, AcmeProblem, type Order } from '@certwire/acme'
import {
  CertificateIssued,
  type CollectCertificate,
  type FinalizeOrder,
  type MessageOf,
  OrderInvalid,
  OrderProcessing,
  type Problem,
} from '@certwire/contracts'
import { caAction, caProblem, type Issuers, pollOrder, type Verdict } from '@certwire/issuers'
import type { Platform } from '@certwire/runtime'
import { downloadPreferred } from './preferred-chain.ts'
import { notFinal } from './problems.ts'

interface Deps {
  readonly issuers: Issuers
  readonly clock: () => Date
  readonly random: () => number
  readonly log: Pick<Platform['log'], 'info'>
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
      const order = await acme.finalize(finalizeUrl, csr, signal)
      // A CA may answer with the order as it was before.
      return hasCsr(order) ? { url: orderUrl, ...order } : undefined
    } catch (error) {
      if (isToWait(error)) throw error
      const order = await acme.order(orderUrl, signal)
      // One that it ended says why, or else the refusal does.
      if (!hasCsr(order) || (order.status === 'invalid' && !order.error)) throw error
      return order
    }
  })

/** A CA that wants to be left alone is not asked for the order either; what is no error of a CA tells nothing of it. */
const isToWait = (error: unknown): boolean =>
  caAction(error, 'finalize') === 'wait' ||
  (error instanceof AcmeProblem && error.retryAfter !== undefined)

/** RFC 8555 §7.1.6. */
const hasCsr = ({ status }: Pick<Order, 'status'>) => status !== 'ready' && status !== 'pending'

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
  begin: (acme: AcmePort) => Promise<Order | undefined>,
) {
  const { generation, orderUrl } = data
  const invalid = (problem: Problem) => [OrderInvalid(orderId, { generation, problem })]
  let isIssued = false
  try {
    const { acme } = await issuers.open(data.issuer)
    const seen = await begin(acme)
    const since = 'since' in data ? data.since : undefined
    const wait = { isDecided: isFinal, seen, since, ...deps }
    const { order, until } = await pollOrder(acme, orderUrl, wait, signal)
    if (!isFinal(order))
      return [OrderProcessing(orderId, { generation, until: until.toISOString() })]
    if (order.certificate === undefined) return invalid(notFinal(order))
    isIssued = true
    const chain = await downloaded(acme, order.certificate, data, deps, signal)
    return [CertificateIssued(orderId, { generation, chain })]
  } catch (error) {
    signal.throwIfAborted()
    const verdict = caProblem(error, deps, isIssued ? 'certificate' : 'finalize')
    const { problem, until } = isIssued ? patient(verdict, deps.clock()) : verdict
    return until === undefined
      ? invalid(problem)
      : [OrderProcessing(orderId, { generation, until, problem })]
  }
}

async function downloaded(
  acme: AcmePort,
  url: string,
  { preferredChain: wished, issuer }: Command['data'],
  { log }: Pick<Deps, 'log'>,
  signal: AbortSignal,
): Promise<string> {
  const { chain, isDefault } = await downloadPreferred(acme, url, wished, signal)
  if (isDefault) log.info({ issuer, wished }, 'the CA has no such chain: its own choice is taken')
  return chain
}

/** RFC 8555 §7.1.6: what is `valid` has its certificate; one that has not shown it yet will. */
const isFinal = ({ status, certificate }: Order) =>
  status === 'valid' ? certificate !== undefined : status !== 'processing'

type Told = Pick<Verdict, 'problem' | 'until'>

/** A certificate that is there is asked for again where otherwise a new order would be placed: that were a second one. */
function patient({ problem, until }: Told, now: Date): Told {
  if (!problem.retryable || until !== undefined) return { problem, ...(until && { until }) }
  return {
    problem: { ...problem, remedy: 'None: the certificate is asked for again.' },
    until: new Date(now.getTime() + ASK_AGAIN_MS).toISOString(),
  }
}
