import {
  CertificateId,
  CertificateRejected,
  CertificateStored,
  type MessageOf,
  type Problem,
  type StoreCertificate,
} from '@certwire/contracts'
import type { CertificateDocument } from '@certwire/documents'
import { ChainError, type VerifiedChain, verifyChain } from '@certwire/pki'
import { type Collection, insertOnce } from '@certwire/store'
import { type Keys, keyIdOf } from './keys.ts'

interface Deps {
  readonly keys: Keys
  readonly certificates: Collection<CertificateDocument>
  /** The roots that an issuer's chains must end in, where they are configured. */
  readonly rootsOf: (issuer: string) => readonly string[]
  readonly clock: () => Date
}

type Message = MessageOf<typeof StoreCertificate>

/** Keeps what the CA gave, if it is what was ordered. Kept by its fingerprint, so a repetition keeps it once. */
export async function store(message: Message, deps: Deps) {
  const { orderId, data } = message
  const { generation, issuer, csr, chain, names } = data
  try {
    const roots = deps.rootsOf(issuer)
    const asked = { chain, csr, names, now: deps.clock() }
    const verified = verifyChain({ ...asked, ...(roots.length > 0 && { roots }) })
    const document = await describe(message, verified, deps)
    await insertOnce(deps.certificates, document)
    return [CertificateStored(orderId, { generation, certificate: document.facts })]
  } catch (error) {
    if (!(error instanceof ChainError)) throw error
    return [CertificateRejected(orderId, { generation, problem: rejected(error) })]
  }
}

async function describe(
  { orderId, tenantId, data }: Message,
  { fingerprint, chain, root, ...leaf }: VerifiedChain,
  { keys, clock }: Deps,
): Promise<CertificateDocument> {
  const { generation, issuer, names } = data
  const certificateId = CertificateId.parse(`crt_${fingerprint.slice(0, 40)}`)
  const notAfter = leaf.notAfter.toISOString()
  const key = await keys.find(keyIdOf(orderId, generation))
  return {
    ...{ _id: certificateId, version: 1, tenantId, orderId, issuer, names, chain, notAfter },
    ...(key && { keyId: key._id }),
    ...(root !== undefined && { root }),
    createdAt: clock().toISOString(),
    facts: {
      ...{ certificateId, notAfter, serial: leaf.serial },
      ...{ subject: leaf.subject, issuerName: leaf.issuerName },
      notBefore: leaf.notBefore.toISOString(),
    },
  }
}

const rejected = ({ code, message }: ChainError): Problem => ({
  code,
  reason: message.slice(0, 2000),
  // The CA's chain may be good, and what we measure it by wrong.
  ...(ours[code] ?? { actor: 'ca', remedy: 'Report it to the CA; retry when they have answered.' }),
  retryable: false,
})

const ours: Partial<Record<ChainError['code'], Pick<Problem, 'actor' | 'remedy'>>> = {
  ERR_CHAIN_ROOT: {
    actor: 'operator',
    remedy: "Correct the issuer's trustedRoots, or ask the CA for its roots; then retry.",
  },
  ERR_CHAIN_DATES: {
    actor: 'operator',
    remedy: 'Correct the clock of this machine, or report it to the CA; then retry.',
  },
}
