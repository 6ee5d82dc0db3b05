import {
  DiscardPolicy,
  type JetStreamManager,
  RetentionPolicy,
  StorageType,
  type StreamInfo,
} from '@nats-io/jetstream'
import { nanos } from 'nats'
import type { StreamDefinition } from '../bus.ts'
import { BusError } from '../bus-error.ts'
import { covers } from '../subject.ts'
import type { Log } from './events.ts'
import { isForbidden, isMissing, reasonOf } from './failure.ts'

const duplicateWindow = nanos(2 * 60_000)

export interface Streams {
  /** The stream that takes everything under the subject or filter; throws `ERR_BUS_NO_STREAM`. */
  find(filter: string): StreamDefinition
  /** Creates it or puts it right. Callers at the same time share one attempt. */
  ensure(stream: StreamDefinition): Promise<void>
}

export function streams(
  jsm: JetStreamManager,
  definitions: readonly StreamDefinition[],
  replicas: number,
  log: Log,
): Streams {
  const running = new Map<string, Promise<void>>()
  return {
    find(filter) {
      const found = definitions.find(({ subjects }) => subjects.some((one) => covers(one, filter)))
      if (!found) {
        throw new BusError('ERR_BUS_NO_STREAM', `no declared stream covers the subject ${filter}`)
      }
      return found
    },
    ensure(stream) {
      const now =
        running.get(stream.name) ??
        put(jsm, stream, replicas, log).finally(() => running.delete(stream.name))
      running.set(stream.name, now)
      return now
    },
  }
}

async function put(
  jsm: JetStreamManager,
  stream: StreamDefinition,
  replicas: number,
  log: Log,
): Promise<void> {
  const { name } = stream
  try {
    const info = await found(jsm, name)
    if (!info) {
      await jsm.streams.add({ name, ...fixed, ...limits(stream), num_replicas: replicas })
      log({ kind: 'stream-created', stream: name })
    } else if (differs(info, stream)) {
      await update(jsm, info, stream, log)
    }
  } catch (error) {
    // Whoever set up the server may want to be the only one who makes streams.
    if (!isForbidden(error)) throw error
    log({ kind: 'stream-differs', stream: name, reason: reasonOf(error) })
  }
}

const fixed = { retention: RetentionPolicy.Limits, storage: StorageType.File }

function limits({ subjects, maxAgeSeconds, maxBytes, discard }: StreamDefinition) {
  return {
    subjects: [...subjects],
    max_age: nanos(maxAgeSeconds * 1000),
    max_bytes: maxBytes,
    discard: discard === 'new' ? DiscardPolicy.New : DiscardPolicy.Old,
    duplicate_window: Math.min(duplicateWindow, nanos(maxAgeSeconds * 1000)),
  }
}

function differs({ config }: StreamInfo, stream: StreamDefinition): boolean {
  const wanted = limits(stream)
  return (
    config.max_age !== wanted.max_age ||
    config.max_bytes !== wanted.max_bytes ||
    config.discard !== wanted.discard ||
    config.duplicate_window !== wanted.duplicate_window ||
    [...config.subjects].sort().join() !== wanted.subjects.sort().join()
  )
}

/** A server that will not change a stream that is there still carries it: that is for an operator, not a reason to stop. */
async function update(
  jsm: JetStreamManager,
  { config }: StreamInfo,
  stream: StreamDefinition,
  log: Log,
): Promise<void> {
  try {
    await jsm.streams.update(stream.name, { ...config, ...limits(stream) })
    log({ kind: 'stream-updated', stream: stream.name })
  } catch (error) {
    log({ kind: 'stream-differs', stream: stream.name, reason: reasonOf(error) })
  }
}

async function found(jsm: JetStreamManager, name: string): Promise<StreamInfo | undefined> {
  try {
    return await jsm.streams.info(name)
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}
