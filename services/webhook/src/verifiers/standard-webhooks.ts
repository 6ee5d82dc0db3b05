import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { isOneOf } from '../one-of.ts'
import { HEADERS, keyOf, macOf, signedContent } from '../standard-webhooks.ts'
import { isFresh } from '../timestamp.ts'
import type { Verifier } from '../verifier.ts'

const ID = /^[\x21-\x7e]{1,200}$/
const MOST_SIGNATURES = 20

/** Standard Webhooks: any signature of version 1 by a shared key, or of version 1a by an ed25519 key, is enough. */
export const standardWebhooks: Verifier<'standard-webhooks'> = ({ secrets }) => {
  const revealed = secrets.map((secret) => secret.reveal())
  const shared = revealed.filter((secret) => secret.startsWith('whsec_'))
  const publicKeys = revealed.filter((secret) => secret.startsWith('whpk_')).map(ed25519)
  return ({ header, raw }, now) => {
    const id = header(HEADERS.id)
    const timestamp = header(HEADERS.timestamp)
    const signatures = header(HEADERS.signature)?.split(' ').slice(0, MOST_SIGNATURES)
    if (id === undefined || timestamp === undefined || signatures === undefined)
      return 'a header of Standard Webhooks is missing, or there twice'
    if (!ID.test(id)) return 'its id cannot be one'
    if (!isFresh(timestamp, now)) return 'its time is not within five minutes of now'
    const content = signedContent(id, timestamp, raw)
    const macs = shared.map((secret) => macOf(secret, content))
    const isRight = signatures.map((signature) => {
      const [version, text = '', ...more] = signature.split(',')
      if (more.length > 0) return false
      if (version === 'v1') return isOneOf(text, macs)
      return version === 'v1a' && isSignedBy(publicKeys, content, text)
    })
    return isRight.includes(true) ? undefined : 'no signature is by a key that is configured'
  }
}

function isSignedBy(keys: readonly KeyObject[], content: Buffer, text: string): boolean {
  const signature = Buffer.from(text, 'base64')
  return keys.map((key) => verify(null, content, key, signature)).includes(true)
}

/** RFC 8410: what stands before the 32 bytes of an ed25519 key. */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex')

const ed25519 = (secret: string): KeyObject =>
  createPublicKey({ key: Buffer.concat([SPKI, keyOf(secret)]), format: 'der', type: 'spki' })
