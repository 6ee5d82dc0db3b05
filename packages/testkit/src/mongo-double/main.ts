import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { startMongoDouble } from './start.ts'

/** The double as a process of its own: prints its URI, serves until SIGTERM or SIGINT, or until its parent is gone. */
const { values } = parseArgs({
  options: { port: { type: 'string', default: '0' }, data: { type: 'string' } },
})
const double = await startMongoDouble({
  port: Number(values.port),
  ...(values.data !== undefined && { dataFile: values.data }),
})
process.stdout.write(`${double.uri}\n`)
await Promise.race(['SIGTERM', 'SIGINT', 'disconnect'].map((event) => once(process, event)))
await double.close()
