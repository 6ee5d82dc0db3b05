import { parentPort, workerData } from 'node:worker_threads'
import { batchApplier } from './apply-batch.ts'
import { openForWriting } from './open-database.ts'
import { sqliteFailure } from './sqlite-failure.ts'
import type { Failure, Outcome, Write } from './write.ts'

export type Request = readonly Write[] | 'close'
/** The first reply, without outcomes, says that the file is open. */
export type Reply = { outcomes: Outcome[] } | { failed: Failure }

const file = String(workerData)

function serve(port: NonNullable<typeof parentPort>) {
  const reply = (make: () => Outcome[]) => {
    try {
      port.postMessage({ outcomes: make() } satisfies Reply)
    } catch (error) {
      port.postMessage({ failed: sqliteFailure(file, error) } satisfies Reply)
    }
  }
  reply(() => {
    const db = openForWriting(file)
    const apply = batchApplier(db, file)
    port.on('message', (request: Request) => {
      if (request !== 'close') return reply(() => apply(request))
      reply(() => {
        db.close()
        return []
      })
      port.close()
    })
    return []
  })
}

if (parentPort) serve(parentPort)
