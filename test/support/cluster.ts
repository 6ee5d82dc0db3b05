import { randomBytes } from 'node:crypto'
import {
  type MongodbServer,
  type NatsServer,
  type NatsServerOptions,
  startMongodbServer,
  startNatsServer,
} from '@certwire/testkit'
import { type TestApi, testApi } from './api.ts'
import { type Ground, type GroundOptions, layGround } from './ground.ts'
import { type ServiceProcess, serviceProcess } from './service-process.ts'

const names = [
  ...(['solver', 'validation', 'finalization', 'storage', 'webhook', 'renewal'] as const),
  ...(['ops', 'ordering'] as const),
]

/** Every service as a process of its own, on a real nats-server and behind the MongoDB driver. */
export interface Cluster extends Ground {
  readonly nats: NatsServer
  readonly mongodb: MongodbServer
  readonly services: readonly ServiceProcess[]
  readonly api: TestApi
  /** Where ops is. */
  readonly url: string
  readonly kek: Uint8Array
}

interface ClusterOptions extends GroundOptions {
  readonly nats?: NatsServerOptions
}

export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  await using started = new AsyncDisposableStack()
  const ground = started.adopt(await layGround(options), (one) => one.close())
  const { folder, token } = ground
  const nats = started.adopt(await startNatsServer(options.nats ?? {}), (one) => one.stop())
  const mongodb = started.adopt(await startMongodbServer(), (one) => one.stop())
  const kek = randomBytes(32)
  const env = {
    ...ground.env,
    ...{ NATS_URL: nats.url, MONGODB_URI: mongodb.uri, CERTWIRE_KEK: kek.toString('base64') },
  }
  const services = await Promise.all(names.map((name) => serviceProcess(name, { folder, env })))
  started.defer(async () => void (await Promise.all(services.map((one) => one.kill('SIGTERM')))))
  await Promise.all(services.map((service) => service.start()))
  const urlOf = (wanted: string) => services.find(({ name }) => name === wanted)?.url ?? ''
  const url = urlOf('ops')
  const all = started.move()
  return {
    ...{ ...ground, nats, mongodb, services, kek, url },
    api: testApi(url, token, urlOf('storage')),
    close: () => all.disposeAsync(),
  }
}
