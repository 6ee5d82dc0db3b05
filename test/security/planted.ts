import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startSandboxHvca } from '@certwire/sandbox'
import { freePort } from '@certwire/testkit'
import type { GroundOptions } from '../support/ground.ts'
import { openSubscriber, type Subscriber } from '../support/webhooks/subscriber.ts'

export type Secrets = readonly (readonly [name: string, secret: string | Uint8Array])[]

/** A configuration with a secret wherever it takes one, whom it leads to, and all of them. */
export interface Planted {
  readonly options: GroundOptions
  readonly secrets: Secrets
  readonly webhooks: {
    readonly url: string
    readonly signing: string
    readonly password: string
    readonly subscriber: Subscriber
  }
  close(): Promise<void>
}

/** The secrets are in files of `folder`. */
export async function plant(folder: string): Promise<Planted> {
  await using opened = new AsyncDisposableStack()
  const apiKey = randomBytes(16).toString('hex')
  const apiSecret = randomBytes(20).toString('hex')
  const hvca = opened.adopt(await startSandboxHvca({ apiKey, apiSecret }), (one) => one.close())
  const subscriber = opened.adopt(await openSubscriber(), (one) => one.close())
  const port = await freePort()
  const given = { account: accountPem(), signing: signingKey(), password: `ca:${signingKey()}` }
  const files = { ...given, apiKey, apiSecret, clientKey: hvca.clientKeyPem }
  const all = { ...files, subscriber: subscriber.secret }
  const file = await written(folder, all)
  const asked = { url: hvca.endpoint, tlsCa: hvca.tlsCaPem }
  const known = { clientCertificate: hvca.clientCertificatePem, clientKey: file.clientKey }
  const issuer = {
    accountKey: file.account,
    hvca: { ...asked, ...known, apiKey: file.apiKey, apiSecret: file.apiSecret },
  }
  const moved = opened.move()
  return {
    options: {
      ...{ env: { CERTWIRE_LOG_LEVEL: 'trace' }, issuer },
      webhooks: {
        listen: { port },
        sources: {
          signed: source({ by: 'standard-webhooks', secrets: [file.signing] }),
          named: source({ by: 'basic', secrets: [file.password] }),
        },
        subscribers: [{ ...subscriber.config, secrets: [file.subscriber] }],
      },
    },
    secrets: Object.entries(all).flatMap(formsOf),
    webhooks: { url: `http://127.0.0.1:${port}/webhooks`, ...given, subscriber },
    close: () => moved.disposeAsync(),
  }
}

const source = (verify: object) => ({ kind: 'generic', issuer: 'pebble', verify: [verify] })
const signingKey = () => `whsec_${randomBytes(32).toString('base64')}`
const accountPem = () =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString()

/** Of what is written in base64, the bytes are as secret. */
const formsOf = ([name, secret]: [string, string]): Secrets => [
  [name, secret],
  ...(secret.startsWith('whsec_') ? [[name, Buffer.from(secret.slice(6), 'base64')] as const] : []),
]

async function written<K extends string>(
  folder: string,
  secrets: Readonly<Record<K, string>>,
): Promise<Record<K, { readonly file: string }>> {
  const entries = Object.entries<string>(secrets).map(async ([name, secret]) => {
    const file = join(folder, name)
    await writeFile(file, secret, { mode: 0o600 })
    return [name, { file }] as const
  })
  return Object.fromEntries(await Promise.all(entries)) as Record<K, { readonly file: string }>
}
