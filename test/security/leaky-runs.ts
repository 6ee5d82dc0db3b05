import { generateKeyPairSync } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { MongoClient } from 'mongodb'
import type { TestApi } from '../support/api.ts'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { type Ground, ZONE } from '../support/ground.ts'
import { startOneProcess } from '../support/one-process.ts'
import { runToEnd } from '../support/run-to-end.ts'

interface Place {
  readonly place: string
  readonly content: Buffer
}

interface Leaky {
  readonly planted: (readonly [name: string, secret: string | Uint8Array])[]
  readonly places: Place[]
}

const cli = join(import.meta.dirname, '../../packages/cli/src/main.ts')
const NAMES = ['one', 'two', 'three'].map((name) => `${name}.${ZONE}`)

/**
 * Issues in both ways of running with every log line on, makes mistakes with every secret, and gives what was planted
 * and every place where it must not be. `folder` keeps the account key, which is planted and not scanned.
 */
export async function leakyRuns(folder: string): Promise<Leaky> {
  const accountKeyFile = join(folder, 'account.pem')
  const accountKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const accountPem = accountKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  await writeFile(accountKeyFile, accountPem, { mode: 0o600 })
  const options = { accountKeyFile, env: { CERTWIRE_LOG_LEVEL: 'trace' } }
  const separate = await separately(options)
  const together = await inOne(options)
  return {
    planted: [['account key', accountPem], ...separate.planted, ...together.planted],
    places: [...separate.places, ...together.places],
  }
}

type Options = Parameters<typeof startCluster>[0]

async function separately(options: Options): Promise<Leaky> {
  const cluster = await startCluster(options)
  try {
    const leafKeys = await issueAll(cluster.api)
    await refuseAndCrash(cluster)
    const answers = await answersOf(cluster, cluster.url)
    // JetStream writes to its files a moment after it has acknowledged.
    await sleep(2000)
    const places = [...(await filesIn(cluster.folder)), ...(await filesIn(cluster.nats.storeDir))]
    const planted = [...plantedIn(cluster, leafKeys), ['KEK', cluster.kek] as const]
    const database = await everythingIn(cluster.mongodb.uri)
    return { planted, places: [...places, ...answers, database] }
  } finally {
    await cluster.close()
  }
}

async function inOne(options: Options): Promise<Leaky> {
  const one = await startOneProcess(options)
  try {
    const leafKeys = await issueAll(one.api)
    const answers = await answersOf(one, one.service.url)
    const kek = await readFile(join(one.folder, '.certwire', 'kek'), 'utf8')
    const files = await filesIn(one.folder)
    const places = files.filter(({ place }) => !place.endsWith('/.certwire/kek'))
    const planted = [...plantedIn(one, leafKeys), ['KEK', Buffer.from(kek, 'base64')] as const]
    return { planted, places: [...places, ...answers] }
  } finally {
    await one.close()
  }
}

const plantedIn = ({ eab, token }: Ground, leafKeys: readonly string[]): Leaky['planted'] => [
  ['EAB HMAC key as given', eab.hmacKey],
  ['EAB HMAC key', Buffer.from(eab.hmacKey, 'base64url')],
  ['API token', token],
  ...leafKeys.map((pem) => ['leaf key', pem] as const),
]

/** The private keys of what was issued, by the one way on which they may leave. */
async function issueAll(api: TestApi): Promise<string[]> {
  const orders = await Promise.all(
    NAMES.map(async (name) => api.finished(await api.request([name]))),
  )
  const exports = orders.map(({ id, certificate }) => {
    if (!certificate) throw new Error(`${id} was not issued`)
    return api.exported(certificate.certificateId)
  })
  return (await Promise.all(exports)).map(({ privateKey = '' }) => privateKey)
}

async function refuseAndCrash({ api, services }: Cluster): Promise<void> {
  await api.finished(await api.request([`no-such-zone.example.org`]))
  const [victim] = services
  await victim?.kill()
  await victim?.start()
}

/** What the API says to the wrong token, and the command line to secrets in the wrong place or form. */
async function answersOf({ folder, env, token, eab }: Ground, url: string): Promise<Place[]> {
  const refused = await fetch(`${url}/api/v1/orders`, {
    headers: { authorization: `Basic ${token}` },
  })
  const broken = [{}, { EAB_HMAC_KEY: `${eab.hmacKey}!` }, { EAB_KID: '' }]
  const commands = [['config', 'print'], ['config', 'check'], ['order', 'list'], ['events']]
  const outputs = await Promise.all(
    broken.flatMap((wrong) =>
      commands.map((command) => {
        const args = ['--conditions=certwire-source', cli, ...command]
        const given = { ...env, ...wrong, CERTWIRE_API_URL: url }
        return runToEnd(process.execPath, args, { cwd: folder, env: given })
      }),
    ),
  )
  const said = outputs.map(({ stdout, stderr }) => stdout + stderr).join('\n')
  return [
    { place: 'answer to a wrong token', content: Buffer.from(await refused.text()) },
    { place: 'output of commands', content: Buffer.from(said) },
  ]
}

async function filesIn(folder: string): Promise<Place[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  return Promise.all(
    files.map(async ({ parentPath, name }) => {
      const place = join(parentPath, name)
      return { place, content: await readFile(place) }
    }),
  )
}

async function everythingIn(uri: string): Promise<Place> {
  const client = await MongoClient.connect(uri)
  try {
    const collections = await client.db().collections()
    const contents = await Promise.all(collections.map((one) => one.find().toArray()))
    if (contents.flat().length === 0) throw new Error('the database is empty')
    return { place: 'MongoDB', content: Buffer.from(JSON.stringify(contents)) }
  } finally {
    await client.close()
  }
}
