import { createHash } from 'node:crypto'
import { BitString, OctetString } from 'asn1js'
import {
  AuthorityKeyIdentifier,
  BasicConstraints,
  CertificatePolicies,
  Extension,
  ExtKeyUsage,
  type GeneralName,
  GeneralNames,
  PolicyInformation,
  type PublicKeyInfo,
} from 'pkijs'
import { subjectAlternativeName } from './oid.ts'

/** Certificate extensions by RFC 5280 §4.2.1; its words, one function each. */

export function basicConstraints(pathLength: number | undefined): Extension {
  const constraints =
    pathLength === undefined
      ? new BasicConstraints()
      : new BasicConstraints({ cA: true, pathLenConstraint: pathLength })
  return extension('2.5.29.19', constraints.toSchema(), true)
}

export type Usage = 'digitalSignature' | 'keyEncipherment' | 'keyCertSign' | 'cRLSign'

const usageBits: Record<Usage, number> = {
  digitalSignature: 0x80,
  keyEncipherment: 0x20,
  keyCertSign: 0x04,
  cRLSign: 0x02,
}

export function keyUsage(...usages: Usage[]): Extension {
  const bits = usages.reduce((sum, usage) => sum | usageBits[usage], 0)
  // DER names the bits up to the last one that is set (X.690 §11.2.2).
  const unusedBits = Math.log2(bits & -bits)
  const valueHex = new Uint8Array([bits]).buffer
  return extension('2.5.29.15', new BitString({ valueHex, unusedBits }), true)
}

export function serverAuth(): Extension {
  const usage = new ExtKeyUsage({ keyPurposes: ['1.3.6.1.5.5.7.3.1'] })
  return extension('2.5.29.37', usage.toSchema(), false)
}

export function alternativeNames(names: GeneralName[], isCritical: boolean): Extension {
  return extension(subjectAlternativeName, new GeneralNames({ names }).toSchema(), isCritical)
}

export function domainValidated(): Extension {
  const policy = new PolicyInformation({ policyIdentifier: '2.23.140.1.2.1' })
  const policies = new CertificatePolicies({ certificatePolicies: [policy] })
  return extension('2.5.29.32', policies.toSchema(), false)
}

export function subjectKeyIdentifier(key: PublicKeyInfo): Extension {
  return extension('2.5.29.14', new OctetString({ valueHex: keyIdentifier(key) }), false)
}

export function authorityKeyIdentifier(key: PublicKeyInfo): Extension {
  const identifier = new AuthorityKeyIdentifier({
    keyIdentifier: new OctetString({ valueHex: keyIdentifier(key) }),
  })
  return extension('2.5.29.35', identifier.toSchema(), false)
}

/** RFC 5280 §4.2.1.2, method 1. */
export function keyIdentifier({ subjectPublicKey }: PublicKeyInfo): ArrayBuffer {
  const digest = createHash('sha1').update(subjectPublicKey.valueBlock.valueHexView).digest()
  return new Uint8Array(digest).buffer
}

function extension(extnID: string, value: { toBER(): ArrayBuffer }, critical: boolean): Extension {
  return new Extension({ extnID, critical, extnValue: value.toBER() })
}
