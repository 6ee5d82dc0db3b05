import { randomBytes, webcrypto } from 'node:crypto'
// First, for the next import needs it to load.
import 'reflect-metadata'
import {
  BasicConstraintsExtension,
  Pkcs10CertificateRequest,
  type PublicKeyType,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509'

const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const DAY_MS = 24 * 3_600_000
const ISSUER = 'CN=Hostile Root'

/** A root that certifies whatever it is told to. */
export interface Authority {
  /** In PEM. */
  readonly root: string
  /** A chain in PEM, of the leaf alone. Without a CSR it is for a key that nobody has. */
  certify(names: readonly string[], csr?: Buffer): Promise<string>
}

export async function createAuthority(now: Date): Promise<Authority> {
  const keys = await newKeys()
  const root = await X509CertificateGenerator.createSelfSigned(
    {
      ...{ keys, name: ISSUER, signingAlgorithm: ECDSA, ...around(now) },
      extensions: [new BasicConstraintsExtension(true, undefined, true)],
    },
    webcrypto,
  )
  const sign = (names: readonly string[], publicKey: PublicKeyType) =>
    X509CertificateGenerator.create(
      {
        ...{ publicKey, issuer: ISSUER, subject: `CN=${names[0]}`, ...around(now) },
        ...{ signingKey: keys.privateKey, signingAlgorithm: ECDSA },
        serialNumber: `01${randomBytes(8).toString('hex')}`,
        extensions: [
          new SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns', value }))),
        ],
      },
      webcrypto,
    )
  return {
    root: `${root.toString('pem')}\n`,
    certify: async (names, csr) => {
      const publicKey = csr
        ? new Pkcs10CertificateRequest(csr).publicKey
        : (await newKeys()).publicKey
      return `${(await sign(names, publicKey)).toString('pem')}\n`
    },
  }
}

const newKeys = () => webcrypto.subtle.generateKey(ECDSA, true, ['sign', 'verify'])

const around = (now: Date) => ({
  notBefore: new Date(now.getTime() - DAY_MS),
  notAfter: new Date(now.getTime() + 30 * DAY_MS),
})
