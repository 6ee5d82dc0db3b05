import { type Extension, GeneralName, type PublicKeyInfo } from 'pkijs'
import { certificatePem, certify } from './certify.ts'
import {
  alternativeNames,
  authorityKeyIdentifier,
  basicConstraints,
  domainValidated,
  keyUsage,
  serverAuth,
  subjectKeyIdentifier,
} from './extensions.ts'
import { fromPem } from './key-pair.ts'
import { newSerialNumber } from './serial-number.ts'
import type { SandboxCaState } from './state.ts'
import { intermediateName } from './state.ts'

export interface Issued {
  readonly serial: string
  readonly der: Buffer
  /** The preferred one first; PEM, leaf and intermediate. */
  readonly chains: readonly string[]
}

interface IssuanceRequest {
  readonly names: readonly string[]
  readonly publicKey: PublicKeyInfo
  readonly isRsa: boolean
  readonly now: Date
}

export interface Issuer {
  issue(request: IssuanceRequest): Promise<Issued>
}

const hour = 3600 * 1000
const day = 24 * hour
// RFC 5280 appendix A.1, ub-common-name.
const maxCommonName = 64

/** Leaf certificates as public CAs make them. They start an hour early, for clients whose clocks are behind. */
export function createIssuer(state: SandboxCaState, validityDays: number): Issuer {
  const { certificate, alternateCertificate, key } = state.intermediate
  const { privateKey, publicKey: authorityKey } = fromPem(key)
  return {
    issue: async (request) => {
      const serial = newSerialNumber()
      const notBefore = new Date(request.now.getTime() - hour)
      const name = request.names.find(({ length }) => length <= maxCommonName)
      const subject = {
        name,
        publicKey: request.publicKey,
        notBefore,
        // RFC 5280 §4.1.2.5 counts the last second in.
        notAfter: new Date(notBefore.getTime() + validityDays * day - 1000),
        extensions: [
          ...leafExtensions(request, name === undefined),
          authorityKeyIdentifier(authorityKey),
        ],
      }
      const der = await certify(serial, subject, { name: intermediateName, privateKey })
      const leaf = certificatePem(der)
      return { serial, der, chains: [leaf + certificate, leaf + alternateCertificate] }
    },
  }
}

function leafExtensions({ names, publicKey, isRsa }: IssuanceRequest, isNameless: boolean) {
  const dnsNames = names.map((value) => new GeneralName({ type: 2, value }))
  const extensions: Extension[] = [
    basicConstraints(undefined),
    isRsa ? keyUsage('digitalSignature', 'keyEncipherment') : keyUsage('digitalSignature'),
    serverAuth(),
    // Critical where there is no subject (RFC 5280 §4.2.1.6).
    alternativeNames(dnsNames, isNameless),
    domainValidated(),
    subjectKeyIdentifier(publicKey),
  ]
  return extensions
}
