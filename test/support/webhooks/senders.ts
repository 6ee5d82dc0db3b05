import { createHmac, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import type { Call } from './call.ts'

/** A platform that sends webhooks as its source in the configuration wants them. */
export interface Sender {
  readonly source: object
  genuine(id: string, body: string, at: Date): Call
}

const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const publicBytes = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)

/** What the senders share with us; `old` counts as well as `secret` does. */
export const keys = {
  secret: `whsec_${randomBytes(32).toString('base64')}`,
  old: `whsec_${randomBytes(32).toString('base64')}`,
  publicKey: `whpk_${publicBytes.toString('base64')}`,
  publicBytes,
  hmac: randomBytes(20).toString('hex'),
  basic: 'sectigo:a pass:word',
  bearer: randomBytes(20).toString('hex'),
}

export const proxy = '127.0.0.9'
const itself = '127.0.0.1'
const issuer = 'sandbox'
const json = { 'content-type': 'application/json' }
const seconds = (at: Date) => String(Math.floor(at.getTime() / 1000))
const mac = (text: string) => createHmac('sha256', keys.hmac).update(text)
const post = (name: string, headers: Call['headers'], body: string, from = itself): Call => ({
  ...{ method: 'POST', path: `/webhooks/${name}`, headers: { ...json, ...headers }, body, from },
})

/** The headers of Standard Webhooks around a signature that somebody else has made. */
export const standardHeaders = (id: string, at: Date, signature: string) => ({
  ...{ 'webhook-id': id, 'webhook-timestamp': seconds(at), 'webhook-signature': signature },
})

/** Signed by the reference library. */
export const byLibrary = (secret: string, id: string, body: string, at: Date) =>
  standardHeaders(id, at, new Webhook(secret).sign(id, at, body))

const standard: Sender = {
  source: {
    ...{ kind: 'generic', issuer },
    verify: [{ by: 'standard-webhooks', secrets: [keys.old, keys.secret] }],
  },
  genuine: (id, body, at) => post('standard', byLibrary(keys.secret, id, body, at), body),
}

const ed25519: Sender = {
  source: {
    ...{ kind: 'generic', issuer },
    verify: [{ by: 'standard-webhooks', secrets: [keys.publicKey, keys.old] }],
  },
  genuine: (id, body, at) => {
    const content = Buffer.from(`${id}.${seconds(at)}.${body}`)
    const signature = `v1a,${sign(null, content, privateKey).toString('base64')}`
    return post('ed25519', standardHeaders(id, at, signature), body)
  },
}

const hub: Sender = {
  source: {
    ...{ kind: 'atlas', issuer, map: { id: '/id' } },
    verify: [{ by: 'hmac', header: 'X-Hub-Signature', prefix: 'sha256=', secrets: [keys.hmac] }],
  },
  genuine: (_, body) =>
    post('hub', { 'x-hub-signature': `sha256=${mac(body).digest('hex')}` }, body),
}

const timedHmac = { by: 'hmac', header: 'x-mac', encoding: 'base64', timestampHeader: 'x-time' }

const timed: Sender = {
  source: { kind: 'atlas', issuer, verify: [{ ...timedHmac, secrets: [keys.hmac] }] },
  genuine: (_, body, at) => {
    const time = seconds(at)
    return post('timed', { 'x-time': time, 'x-mac': mac(`${time}.${body}`).digest('base64') }, body)
  },
}

const basic: Sender = {
  source: { kind: 'sectigo', issuer, verify: [{ by: 'basic', secrets: [keys.basic] }] },
  genuine: (id) => ({
    ...{ method: 'GET', path: `/webhooks/basic?orderNumber=${id}&eventType=ISSUED`, body: '' },
    headers: { authorization: `Basic ${Buffer.from(keys.basic).toString('base64')}` },
    from: itself,
  }),
}

const bearer: Sender = {
  source: { kind: 'digicert', issuer, verify: [{ by: 'bearer', secrets: [keys.bearer] }] },
  genuine: (_, body) => post('bearer', { authorization: `Bearer ${keys.bearer}` }, body),
}

const ranged: Sender = {
  source: { kind: 'digicert', issuer, verify: [{ by: 'source-range', ranges: ['127.0.0.5'] }] },
  genuine: (_, body) => post('ranged', {}, body, '127.0.0.5'),
}

const mtls = { by: 'mtls', subjects: ['CN=atlas,O=GlobalSign'], header: 'x-client-subject' }

const proxied: Sender = {
  source: {
    ...{ kind: 'atlas', issuer },
    verify: [mtls, { by: 'source-range', ranges: ['192.0.2.0/24'] }],
  },
  genuine: (_, body) => {
    const told = { 'x-client-subject': 'CN=atlas,O=GlobalSign', 'x-forwarded-for': '192.0.2.7' }
    return post('proxied', told, body, proxy)
  },
}

/** Every sender, under the name of its source. */
export const senders = { standard, ed25519, hub, timed, basic, bearer, ranged, proxied }
export type SenderName = keyof typeof senders
