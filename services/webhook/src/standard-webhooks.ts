import { createHmac } from 'node:crypto'

/** The headers of Standard Webhooks, https://www.standardwebhooks.com. */
export const HEADERS = {
  id: 'webhook-id',
  timestamp: 'webhook-timestamp',
  signature: 'webhook-signature',
} as const

/** What is signed: the id, the time in Unix seconds, and the body as it is sent. */
export const signedContent = (id: string, timestamp: string, body: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body])

/** `whsec_…` and `whpk_…` are keys in base64 behind a word that says which. */
export const keyOf = (secret: string): Buffer =>
  Buffer.from(secret.slice(secret.indexOf('_') + 1), 'base64')

/** The signature of version 1, HMAC-SHA256 in base64. */
export const macOf = (secret: string, content: Buffer): string =>
  createHmac('sha256', keyOf(secret)).update(content).digest('base64')

/** The headers of one attempt. Each secret signs, so that receivers can go over to a new one. */
export function signedHeaders(
  id: string,
  body: string,
  secrets: readonly string[],
  now: Date,
): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000))
  const content = signedContent(id, timestamp, Buffer.from(body))
  return {
    [HEADERS.id]: id,
    [HEADERS.timestamp]: timestamp,
    [HEADERS.signature]: secrets.map((secret) => `v1,${macOf(secret, content)}`).join(' '),
  }
}
