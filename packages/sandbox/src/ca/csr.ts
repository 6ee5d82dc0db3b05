import { createPublicKey, type KeyObject } from 'node:crypto'
import { CertificationRequest, Extensions, GeneralNames, type PublicKeyInfo } from 'pkijs'
import { spkiDigest } from './account-key.ts'
import { textOf } from './general-name.ts'
import { commonName, extensionRequest, sha1Signatures, subjectAlternativeName } from './oid.ts'
import { AcmeProblem, shown } from './problem.ts'

export interface SigningRequest {
  readonly publicKey: PublicKeyInfo
  readonly isRsa: boolean
  /** SubjectPublicKeyInfo in DER. */
  readonly spki: Buffer
  readonly spkiDigest: string
}

const curves = ['prime256v1', 'secp384r1']

/** A PKCS #10 request whose signature holds, for exactly these names and with a key we certify; else badCSR. */
export async function readCsr(der: Buffer, names: readonly string[]): Promise<SigningRequest> {
  const request = readable(() => CertificationRequest.fromBER(new Uint8Array(der)))
  const publicKey = request.subjectPublicKeyInfo
  const spki = Buffer.from(readable(() => publicKey.toSchema().toBER()))
  const key = readable(() => createPublicKey({ key: spki, format: 'der', type: 'spki' }))
  checkKey(key)
  await checkSignature(request)
  checkNames(
    readable(() => requestedNames(request)),
    names,
  )
  const isRsa = key.asymmetricKeyType === 'rsa'
  return { publicKey, isRsa, spki, spkiDigest: spkiDigest(key) }
}

async function checkSignature(request: CertificationRequest) {
  if (sha1Signatures.includes(request.signatureAlgorithm.algorithmId)) {
    throw badCsr('the CSR is signed with SHA-1')
  }
  if (await request.verify().catch(() => false)) return
  throw badCsr('the signature of the CSR does not verify')
}

function requestedNames(request: CertificationRequest): string[] {
  const attribute = request.attributes?.find(({ type }) => type === extensionRequest)
  const [schema] = attribute?.values ?? []
  const { extensions } = schema ? new Extensions({ schema }) : { extensions: [] }
  const names = extensions
    .filter(({ extnID }) => extnID === subjectAlternativeName)
    .flatMap(({ extnValue }) => GeneralNames.fromBER(extnValue.valueBlock.valueHexView).names)
  const commonNames = request.subject.typesAndValues.filter(({ type }) => type === commonName)
  return [
    ...names.map((name) => {
      const text = textOf(name)
      if (text !== undefined) return text
      throw badCsr('the CSR asks for names that are neither DNS names nor addresses')
    }),
    ...commonNames.map(({ value }) => String(value.valueBlock.value).toLowerCase()),
  ]
}

function checkNames(requested: readonly string[], ordered: readonly string[]) {
  const extra = requested.find((name) => !ordered.includes(name))
  if (extra !== undefined) throw badCsr(`the order does not have ${shown(extra)} of the CSR`)
  const missing = ordered.find((name) => !requested.includes(name))
  if (missing !== undefined) throw badCsr(`the CSR does not have ${shown(missing)} of the order`)
}

function checkKey({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject) {
  const { modulusLength = 0, publicExponent = 0n, namedCurve = '' } = details ?? {}
  const isLong = modulusLength >= 2048 && modulusLength <= 8192
  const isOddEnough = publicExponent >= 65537n && publicExponent % 2n === 1n
  if (type === 'rsa' && isLong && isOddEnough) return
  if (type === 'ec' && curves.includes(namedCurve)) return
  throw badCsr('the key of the CSR is none of RSA of 2048 to 8192 bits, P-256 and P-384')
}

function readable<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw error instanceof AcmeProblem ? error : badCsr('the CSR cannot be read as PKCS #10')
  }
}

function badCsr(detail: string) {
  return new AcmeProblem(400, 'badCSR', detail)
}
