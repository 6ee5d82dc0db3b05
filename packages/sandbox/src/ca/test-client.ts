import type { KeyObject } from 'node:crypto'
import { createHash, generateKeyPairSync } from 'node:crypto'
import { Agent } from 'node:https'
import type { JWK } from 'jose'
import { calculateJwkThumbprint, FlattenedSign } from 'jose'
import type { TestReply } from './test-https.ts'
import { send } from './test-https.ts'

/** What a test may bend of a request that is right otherwise; undefined takes a header out. */
export interface Bent {
  readonly header?: Readonly<Record<string, unknown>>
  readonly key?: KeyObject
  readonly contentType?: string
  readonly chunked?: boolean
}

export interface TestKey {
  readonly privateKey: KeyObject
  readonly jwk: JWK
  readonly alg: string
}

export function testKey(
  alg: 'ES256' | 'ES384' | 'RS256' | 'EdDSA' = 'ES256',
  bits = 2048,
): TestKey {
  const { privateKey, publicKey } =
    alg === 'RS256'
      ? generateKeyPairSync('rsa', { modulusLength: bits })
      : alg === 'EdDSA'
        ? generateKeyPairSync('ed25519')
        : generateKeyPairSync('ec', { namedCurve: alg === 'ES256' ? 'P-256' : 'P-384' })
  return { privateKey, jwk: publicKey.export({ format: 'jwk' }), alg }
}

/** The least of an ACME client: it signs, it posts, it knows its account's URL once it has registered. */
export class TestClient {
  readonly directory: Record<string, string>
  key: TestKey
  kid: string | undefined
  readonly #agent: Agent
  /** That replies brought. */
  readonly #nonces: string[] = []

  private constructor(directory: Record<string, string>, agent: Agent, key: TestKey) {
    this.directory = directory
    this.key = key
    this.#agent = agent
  }

  static async connect(
    ca: { directoryUrl: string; tlsCaPem: string },
    key = testKey(),
  ): Promise<TestClient> {
    const agent = new Agent({ keepAlive: true, ca: ca.tlsCaPem })
    const { body } = await send(agent, 'GET', ca.directoryUrl)
    return new TestClient(body, agent, key)
  }

  url(resource: string): string {
    return this.directory[resource] ?? ''
  }

  request(method: string, url: string, body?: string, headers?: Record<string, string>) {
    return send(this.#agent, method, url, { body, headers })
  }

  /** A fresh one. */
  async nonce(): Promise<string> {
    const { headers } = await this.request('HEAD', this.url('newNonce'))
    return String(headers['replay-nonce'])
  }

  /** A signed POST; without a payload it is a POST-as-GET. */
  async post(url: string, payload?: unknown, bent: Bent = {}): Promise<TestReply> {
    const body = JSON.stringify(await this.sign(url, payload, bent))
    const { contentType = 'application/jose+json', chunked = false } = bent
    const headers = { 'content-type': contentType }
    const reply = await send(this.#agent, 'POST', url, { body, headers, chunked })
    const { 'replay-nonce': nonce } = reply.headers
    if (typeof nonce === 'string') this.#nonces.push(nonce)
    return reply
  }

  async sign(url: string, payload: unknown, { header, key }: Bent = {}) {
    const who = this.kid ? { kid: this.kid } : { jwk: this.key.jwk }
    const nonce =
      header && 'nonce' in header ? header.nonce : (this.#nonces.pop() ?? (await this.nonce()))
    const text = payload === undefined ? '' : JSON.stringify(payload)
    const full = { alg: this.key.alg, url, ...who, ...header, nonce }
    return await new FlattenedSign(new TextEncoder().encode(text))
      .setProtectedHeader(JSON.parse(JSON.stringify(full)))
      .sign(key ?? this.key.privateKey)
  }

  async register(payload: Record<string, unknown> = {}): Promise<TestReply> {
    const reply = await this.post(this.url('newAccount'), payload, { header: { kid: undefined } })
    if (reply.headers.location) this.kid = reply.headers.location
    return reply
  }

  /** RFC 8555 §8.4: what the TXT record of a challenge holds. */
  async txtValue(token: string): Promise<string> {
    const keyAuthorization = `${token}.${await calculateJwkThumbprint(this.key.jwk)}`
    return createHash('sha256').update(keyAuthorization).digest('base64url')
  }
}
