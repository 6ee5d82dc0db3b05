import { once } from 'node:events'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { StoreError } from '../store-error.ts'
import type { Outcome, Writer } from './write.ts'
import type { Reply, Request } from './write-worker.ts'

/**
 * A writer in a thread of its own, so that fsync and checkpoints do not stop the event loop. It keeps the process
 * alive only while a commit is under way. One request at a time.
 */
export async function threadWriter(file: string): Promise<Writer> {
  // The worker beside this file is .ts from source and .js from dist.
  const entry = new URL(`./write-worker${extname(import.meta.url)}`, import.meta.url)
  const worker = new Worker(entry, { workerData: file })
  let broken: StoreError | undefined
  worker.on('error', (cause) => {
    broken = new StoreError('ERR_STORE_FAILED', `${file}: the writing thread failed`, { cause })
  })

  const ask = async (request?: Request): Promise<Outcome[]> => {
    if (broken) throw broken
    const answer = replyOf(worker, () => broken)
    worker.ref()
    if (request) worker.postMessage(request)
    const reply = await answer.finally(() => worker.unref())
    if ('failed' in reply) throw new StoreError(reply.failed.code, reply.failed.message)
    return reply.outcomes
  }

  await ask()
  return {
    commit: ask,
    close: async () => {
      await ask('close')
      worker.ref()
      if (worker.threadId !== -1) await once(worker, 'exit')
    },
  }
}

function replyOf(worker: Worker, reason: () => Error | undefined): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(reason() ?? new Error('the writing thread ended'))
    worker.once('exit', ended)
    worker.once('message', (reply: Reply) => {
      worker.off('exit', ended)
      resolve(reply)
    })
  })
}
