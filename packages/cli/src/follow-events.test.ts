import type { EventView } from '@certwire/contracts'
import { expect, test } from 'vitest'
import { CliError } from './cli-error.ts'
import { followEvents } from './follow-events.ts'
import { eventView } from './test-stage.ts'

const line = (id: string) => `id: ${id}\ndata: ${JSON.stringify(eventView(id))}\n\n`
const away = new CliError('ERR_API_UNREACHABLE', 'Nobody.', 'unreachable')

/** Follows what these attempts give, one after the other, until an event of that id. */
async function follow(attempts: (string | Error)[], last: string) {
  const asked: (string | undefined)[] = []
  const said: string[] = []
  const seen: string[] = []
  const stop = new AbortController()
  const open = async (lastId: string | undefined) => {
    asked.push(lastId)
    const given = attempts.shift() ?? ''
    if (given instanceof Error) throw given
    return new Response(given)
  }
  const parse = (text: string): EventView => JSON.parse(text)
  const say = (text: string) => said.push(text)
  for await (const { id } of followEvents({ open, parse, say, signal: stop.signal, againMs: 1 })) {
    seen.push(id)
    if (id === last) stop.abort()
  }
  return { asked, said, seen }
}

test('a stream that breaks goes on after its last event, each event once', async () => {
  const { asked, seen, said } = await follow(
    [line('e1') + line('e2'), line('e2') + line('e3')],
    'e3',
  )

  expect([seen, asked]).toEqual([
    ['e1', 'e2', 'e3'],
    [undefined, 'e2'],
  ])
  expect(said).toEqual(['the connection was interrupted; trying again'])
})

test('as long as nobody answers it is tried again, and said once', async () => {
  const { asked, said } = await follow([line('e1'), away, away, line('e2')], 'e2')

  expect([asked.length, said.length]).toEqual([4, 1])
})

test('an event that is cut in the middle comes again', async () => {
  const { seen } = await follow([line('e1') + line('e2').slice(0, 30), line('e2')], 'e2')

  expect(seen).toEqual(['e1', 'e2'])
})

test.each([
  ['at first', [away]],
  ['for another reason later', [line('e1'), new CliError('ERR_HTTP_TOKEN', 'No.', 'auth')]],
])('a stream that cannot be opened %s is an error', async (_, attempts) => {
  const error = attempts.at(-1)

  await expect(follow(attempts, 'never')).rejects.toBe(error)
})

test('a stop while it tries again is the end and no error', async () => {
  const stop = new AbortController()
  const attempts = [async () => new Response(line('e1')), async () => stop.abort() as never]
  const open = async () => {
    const response = await attempts.shift()?.()
    return response ?? Promise.reject(new CliError('ERR_INTERRUPTED', 'Stopped.', 'interrupted'))
  }
  const parse = (text: string): EventView => JSON.parse(text)
  const quiet = { say: () => {}, signal: stop.signal, againMs: 1 }

  const seen = await Array.fromAsync(followEvents({ open, parse, ...quiet }))

  expect(seen.map(({ id }) => id)).toEqual(['e1'])
})
