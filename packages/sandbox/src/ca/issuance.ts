import type { Extension, PublicKeyInfo } from 'pkijs'
import { certificatePem, certify } from './certify.ts'
import {
  alternativeNames,
  authorityKeyIdentifier,
  basicConstraints,
  domainValidated,
  keyIdentifier,
  keyUsage,
  serverAuth,
  subjectKeyIdentifier,
} from './extensions.ts'
import { generalName } from './general-name.ts'
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
  readonly notBefore: Date
  readonly notAfter: Date
}

export interface Issuer {
  /** Of the key that signs, in base64url: what certificates name their issuer by. */
  readonly keyIdentifier: string
  issue(request: IssuanceRequest): Promise<Issued>
}

// RFC 5280 appendix A.1, ub-common-name.
const maxCommonName = 64

/** Leaf certificates as public CAs make them. */
export function createIssuer(state: SandboxCaState): Issuer {
  const { certificate, alternateCertificate, key } = state.intermediate
  const { privateKey, publicKey: authorityKey } = fromPem(key)
  return {
    keyIdentifier: Buffer.from(keyIdentifier(authorityKey)).toString('base64url'),
    issue: async (request) => {
      const serial = newSerialNumber()
      const { names, publicKey, notBefore, notAfter } = request
      const name = names.find((each) => each.length <= maxCommonName)
      const subject = {
        ...{ name, publicKey, notBefore, notAfter },
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
  const extensions: Extension[] = [
    basicConstraints(undefined),
    isRsa ? keyUsage('digitalSignature', 'keyEncipherment') : keyUsage('digitalSignature'),
    serverAuth(),
    // Critical where there is no subject (RFC 5280 §4.2.1.6).
    alternativeNames(names.map(generalName), isNameless),
    domainValidated(),
    subjectKeyIdentifier(publicKey),
  ]
  return extensions
}
