import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { natsBus } from '@certwire/bus'
import { streams } from '@certwire/contracts'
import { startMongodbServer, startNatsServer } from '@certwire/testkit'
import { MongoClient } from 'mongodb'
import type { Sight } from './crash-points.ts'
import { type Knife, knifeFor } from './knife.ts'
import { serviceProcess } from './service-process.ts'
import { type SolverDriver, solverDriver } from './solver-driver.ts'
import type { WatchedVendor } from './watched-vendors.ts'

/** A solver as a process of its own, on NATS and MongoDB, that is killed again and again, and who plays ordering. */
export interface DoomedSolver {
  readonly vendor: WatchedVendor
  readonly knife: Knife
  readonly driver: SolverDriver
  /** What its store has of the records of a zone. */
  stored(zone: string): Promise<Stored[]>
  close(): Promise<void>
}

interface Stored {
  readonly value: string
  readonly state: string
}

type StartVendor = (
  zones: readonly string[],
  see: (sight: Sight) => Promise<boolean>,
) => Promise<WatchedVendor>

/** Nobody waits for the answer of a dead process for longer. */
const SILENCE_MS = 2000

export async function startDoomedSolver(
  startVendor: StartVendor,
  zones: readonly string[],
): Promise<DoomedSolver> {
  await using started = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'certwire-doomed-'))
  started.defer(() => rm(folder, { recursive: true, force: true }))
  const nats = started.adopt(await startNatsServer(), (one) => one.stop())
  const mongodb = started.adopt(await startMongodbServer(), (one) => one.stop())
  const env = { ...envOf(nats.url, mongodb.uri), NODE_COMPILE_CACHE: join(folder, 'compiled') }
  const solver = started.adopt(await serviceProcess('solver', { folder, env }), (one) => one.kill())
  const knife = knifeFor(solver)
  const vendor = started.adopt(await startVendor(zones, knife.see), (one) => one.close())
  await writeFile(join(folder, 'certwire.yaml'), config(vendor))
  // Only a process that ends by itself leaves behind what it has compiled, and then the next ones start faster.
  await solver.start()
  await solver.kill('SIGTERM')
  await solver.start()
  const bus = started.adopt(await natsBus({ url: nats.url, name: 'driver', streams }), (one) =>
    one.close(),
  )
  const driver = started.adopt(await solverDriver(bus, SILENCE_MS), (one) => one.close())
  const client = started.adopt(await MongoClient.connect(mongodb.uri), (one) => one.close())
  const records = client.db().collection<Stored>('dns_records')
  const all = started.move()
  return {
    ...{ vendor, knife, driver, close: () => all.disposeAsync() },
    stored: (zone) => records.find({ zone }).toArray(),
  }
}

const envOf = (natsUrl: string, mongodbUri: string) => ({
  ...{ NATS_URL: natsUrl, MONGODB_URI: mongodbUri },
  CERTWIRE_KEK: randomBytes(32).toString('base64'),
  CERTWIRE_API_TOKEN: randomBytes(24).toString('base64url'),
  ...{ AWS_ACCESS_KEY_ID: 'AKIATEST', AWS_SECRET_ACCESS_KEY: 'secret', AWS_REGION: 'us-east-1' },
})

/** JSON is YAML. Nobody asks the CA for anything. */
const config = ({ zones }: WatchedVendor) =>
  JSON.stringify({
    defaultIssuer: 'ca',
    issuers: { ca: { directory: 'https://127.0.0.1:9/directory' } },
    dns: { zones },
  })
