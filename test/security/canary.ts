import { createPrivateKey, createPublicKey } from 'node:crypto'

/** A secret that was planted, in every form in which it might leak. */
export interface Canary {
  readonly name: string
  readonly needles: readonly Buffer[]
}

/** Shorter pieces than this would be found by accident. */
const SHORTEST = 16

/**
 * Text and bytes alike: raw, in hex, in base64 and base64url wherever in a longer text they start, and the lines of
 * a PEM.
 */
export function canary(name: string, secret: string | Uint8Array): Canary {
  const bytes = Buffer.from(secret)
  const isKey = typeof secret === 'string' && secret.includes('PRIVATE KEY')
  const forms = [...formsOf(bytes), ...(isKey ? privateForms(secret) : [])]
  const needles = forms.filter(({ length }) => length >= SHORTEST)
  return { name, needles }
}

function formsOf(bytes: Buffer): Buffer[] {
  const hex = bytes.toString('hex')
  return [bytes, Buffer.from(hex), Buffer.from(hex.toUpperCase()), ...base64Forms(bytes)]
}

/** Base64 looks different at each of three offsets; the characters that depend on what is around are cut off. */
function base64Forms(bytes: Buffer): Buffer[] {
  return [0, 1, 2].flatMap((offset) => {
    const shifted = Buffer.concat([Buffer.alloc(offset), bytes])
    const text = shifted.toString('base64').replace(/=+$/, '')
    const inner = text.slice(offset === 0 ? 0 : offset + 1, shifted.length % 3 ? -1 : undefined)
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')].map((form) => Buffer.from(form))
  })
}

/** A private key's PEM has the public key in it, which may be seen: only what is beyond that is secret. */
function privateForms(pem: string): Buffer[] {
  const publicKey = createPublicKey(pem).export({ type: 'spki', format: 'der' })
  const { d = '' } = createPrivateKey(pem).export({ format: 'jwk' })
  const lines = pem.split('\n').filter((line) => !line.startsWith('-----'))
  const secret = lines.filter((line) => !publicKey.includes(Buffer.from(line, 'base64')))
  return [...secret.map(Buffer.from), ...formsOf(Buffer.from(d, 'base64url'))]
}

/** Which canaries are in it. */
export const found = (content: Buffer, canaries: readonly Canary[]): string[] =>
  canaries
    .filter(({ needles }) => needles.some((needle) => content.includes(needle)))
    .map(({ name }) => name)
