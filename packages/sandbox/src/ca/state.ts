import { OctetString } from 'asn1js'
import { type Extension, GeneralName } from 'pkijs'
import { certificatePem, certify } from './certify.ts'
import {
  alternativeNames,
  authorityKeyIdentifier,
  basicConstraints,
  keyUsage,
  serverAuth,
  subjectKeyIdentifier,
} from './extensions.ts'
import type { KeyPair } from './key-pair.ts'
import { generateKeyPair, toPem } from './key-pair.ts'
import { newSerialNumber } from './serial-number.ts'

interface KeyAndCertificate {
  readonly key: string
  readonly certificate: string
}

/** All that a sandbox CA is, in PEM: kept, it starts as the same CA again; its accounts and orders are not part of it. */
export interface SandboxCaState {
  readonly root: KeyAndCertificate
  /** Signed by the root; the alternate certificate has the same key and is signed by the alternate root. */
  readonly intermediate: KeyAndCertificate & { readonly alternateCertificate: string }
  readonly alternateRoot: KeyAndCertificate
  /** For the HTTPS of the CA itself: localhost and the loopback addresses, signed by `tls.ca`. */
  readonly tls: KeyAndCertificate & { readonly ca: string }
}

export const intermediateName = 'Certwire Sandbox Intermediate'

/** A new CA: ECDSA P-256 throughout, valid for ten years from yesterday. Its keys are secrets and leave only in the result. */
export async function createSandboxCaState(): Promise<SandboxCaState> {
  const [root, alternateRoot, intermediate, tlsCa, tls] = await Promise.all([
    party('Certwire Sandbox Root'),
    party('Certwire Sandbox Alternate Root'),
    party(intermediateName),
    party('Certwire Sandbox TLS Root'),
    party('localhost'),
  ])
  return {
    root: { key: toPem(root), certificate: await issue(root, root, authority(1)) },
    alternateRoot: {
      key: toPem(alternateRoot),
      certificate: await issue(alternateRoot, alternateRoot, authority(1)),
    },
    intermediate: {
      key: toPem(intermediate),
      certificate: await issue(intermediate, root, authority(0)),
      alternateCertificate: await issue(intermediate, alternateRoot, authority(0)),
    },
    tls: {
      key: toPem(tls),
      certificate: await issue(tls, tlsCa, localServer()),
      ca: await issue(tlsCa, tlsCa, authority(0)),
    },
  }
}

interface Party extends KeyPair {
  readonly name: string
}

export async function party(name: string): Promise<Party> {
  return { name, ...(await generateKeyPair()) }
}

export async function issue(
  subject: Party,
  issuer: Party,
  extensions: Extension[],
): Promise<string> {
  const day = 24 * 3600 * 1000
  const now = Date.now()
  const full = {
    ...subject,
    notBefore: new Date(now - day),
    notAfter: new Date(now + 3650 * day),
    extensions: [
      ...extensions,
      subjectKeyIdentifier(subject.publicKey),
      authorityKeyIdentifier(issuer.publicKey),
    ],
  }
  return certificatePem(await certify(newSerialNumber(), full, issuer))
}

export function authority(pathLength: number): Extension[] {
  return [basicConstraints(pathLength), keyUsage('digitalSignature', 'keyCertSign', 'cRLSign')]
}

export function localServer(): Extension[] {
  const addresses = [
    [127, 0, 0, 1],
    [...Array.from({ length: 15 }, () => 0), 1],
  ]
  const names = [
    new GeneralName({ type: 2, value: 'localhost' }),
    ...addresses.map((octets) => {
      const value = new OctetString({ valueHex: new Uint8Array(octets).buffer })
      return new GeneralName({ type: 7, value })
    }),
  ]
  return [
    basicConstraints(undefined),
    keyUsage('digitalSignature'),
    serverAuth(),
    alternativeNames(names, false),
  ]
}
