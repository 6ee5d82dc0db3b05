import { setTimeout as sleep } from 'node:timers/promises'
import type { EventView } from '@certwire/contracts'
import { createParser } from 'eventsource-parser'
import { CliError } from './cli-error.ts'

/** An event comes twice only shortly after it came first. */
const REMEMBERED = 10_000

interface Following {
  /** Opens the stream after this event. */
  readonly open: (lastId: string | undefined) => Promise<Response>
  readonly parse: (json: string) => EventView
  readonly signal: AbortSignal
  readonly say: (line: string) => void
  /** The pause before each further attempt. */
  readonly againMs: number
}

/**
 * Every event of a stream once. One that broke is opened again after its last event, for as long as that takes; only
 * the first attempt must not fail.
 */
export async function* followEvents({ open, parse, signal, say, againMs }: Following) {
  const seen = new Set<string>()
  let lastId: string | undefined
  let response: Response | undefined = await open(undefined)
  while (response) {
    for await (const json of read(response, signal)) {
      const event = parse(json)
      lastId = event.id
      if (seen.has(event.id)) continue
      seen.add(event.id)
      if (seen.size > REMEMBERED) seen.delete(seen.values().next().value ?? '')
      yield event
    }
    if (signal.aborted) return
    say('the connection was interrupted; trying again')
    response = await reopened(() => open(lastId), signal, againMs)
  }
}

/** What comes until the stream breaks or ends: both only mean that it has to be opened again. */
async function* read(response: Response, signal: AbortSignal): AsyncGenerator<string> {
  const ready: string[] = []
  const parser = createParser({ onEvent: ({ data }) => ready.push(data) })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  try {
    while (reader && !signal.aborted) {
      const { value, done } = await reader.read().catch(() => ({ value: undefined, done: true }))
      if (done || value === undefined) return
      parser.feed(value)
      yield* ready.splice(0)
    }
  } finally {
    await reader?.cancel().catch(() => undefined)
  }
}

async function reopened(
  open: () => Promise<Response>,
  signal: AbortSignal,
  againMs: number,
): Promise<Response | undefined> {
  while (!signal.aborted) {
    await sleep(againMs, undefined, { signal }).catch(() => undefined)
    try {
      return await open()
    } catch (error) {
      const away = error instanceof CliError && error.exit === 'unreachable'
      if (!away && !signal.aborted) throw error
    }
  }
  return undefined
}
