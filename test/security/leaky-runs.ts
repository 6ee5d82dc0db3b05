import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { MongoClient } from 'mongodb'
import type { TestApi } from '../support/api.ts'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { type Ground, ZONE } from '../support/ground.ts'
import { startOneProcess } from '../support/one-process.ts'
import { certwire, handleSecrets } from './handled.ts'
import { type Planted, plant, type Secrets } from './planted.ts'

interface Place {
  readonly place: string
  readonly content: Buffer
}

interface Leaky {
  readonly secrets: Secrets
  readonly places: Place[]
}

const NAMES = ['one', 'two', 'three'].map((name) => `${name}.${ZONE}`)

/**
 * Issues in both ways of running with every log line on, makes mistakes with every secret, and gives what was planted
 * and every place where it must not be. `vault` keeps secrets in files, and is not scanned.
 */
export async function leakyRuns(vault: string): Promise<Leaky> {
  const planted = await plant(vault)
  try {
    const separate = await separately(planted, vault)
    const together = await inOne(planted, vault)
    return {
      secrets: [...planted.secrets, ...separate.secrets, ...together.secrets],
      places: [...separate.places, ...together.places],
    }
  } finally {
    await planted.close()
  }
}

async function separately(planted: Planted, vault: string): Promise<Leaky> {
  const cluster = await startCluster(planted.options)
  try {
    const leafKeys = await issueAll(cluster.api)
    const urlOf = (wanted: string) =>
      cluster.services.find(({ name }) => name === wanted)?.url ?? cluster.url
    const { secrets, said } = await handleSecrets({ ground: cluster, planted, urlOf, vault })
    await refuseAndCrash(cluster)
    const answers = await answersOf(cluster, cluster.url)
    // JetStream writes to its files a moment after it has acknowledged.
    await sleep(2000)
    const places = [...(await filesIn(cluster.folder)), ...(await filesIn(cluster.nats.storeDir))]
    const database = await everythingIn(cluster.mongodb.uri)
    return {
      secrets: [...secretsOf(cluster, leafKeys), ...secrets, ['KEK', cluster.kek]],
      places: [...places, ...answers, outputs(said), database],
    }
  } finally {
    await cluster.close()
  }
}

async function inOne(planted: Planted, vault: string): Promise<Leaky> {
  const one = await startOneProcess(planted.options)
  try {
    const leafKeys = await issueAll(one.api)
    const { url } = one.service
    const { secrets, said } = await handleSecrets({ ground: one, planted, urlOf: () => url, vault })
    const answers = await answersOf(one, url)
    const kek = await readFile(join(one.folder, '.certwire', 'kek'), 'utf8')
    const files = await filesIn(one.folder)
    const places = files.filter(({ place }) => !place.endsWith('/.certwire/kek'))
    return {
      secrets: [...secretsOf(one, leafKeys), ...secrets, ['KEK', Buffer.from(kek, 'base64')]],
      places: [...places, ...answers, outputs(said)],
    }
  } finally {
    await one.close()
  }
}

const outputs = (said: string): Place => ({
  ...{ place: 'output of commands', content: Buffer.from(said) },
})

const secretsOf = ({ eab, token }: Ground, leafKeys: readonly string[]): Secrets => [
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
  const said = await Promise.all(
    broken.flatMap((wrong) =>
      commands.map((command) =>
        certwire({ folder, env: { ...env, ...wrong } }, url, command, [0, 2]),
      ),
    ),
  )
  return [
    { place: 'answer to a wrong token', content: Buffer.from(await refused.text()) },
    outputs(said.join('\n')),
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
