import { Writable } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import type { EventView } from '@certwire/contracts'
import { expect, test } from 'vitest'
import { showProgress } from './progress.ts'
import { eventView } from './test-stage.ts'

const start = new Date('2026-11-24T11:59:58.766Z')
const silent = () => {}

/** A terminal that remembers what was drawn on it. */
function screen() {
  const drawn: string[] = []
  const terminal = new Writable({
    write: (chunk, _, done) => {
      drawn.push(String(chunk))
      done()
    },
  })
  const last = () => stripVTControlCharacters(drawn.join('')).split('\n').slice(-6).join('\n')
  return {
    terminal: Object.assign(terminal, { columns: 80, rows: 24, isTTY: true }) as never,
    last,
  }
}

const happening =
  (types: readonly string[], end: () => string = () => 'done') =>
  async (onEvent: (event: EventView) => void) => {
    for (const type of types) onEvent(eventView(type, type))
    return end()
  }
const all = [
  ...['order.placed', 'csr.prepared', 'challenge.presented', 'authorization.valid'],
  ...['certificate.issued', 'certificate.stored', 'cert.issued'],
]

test('where nobody looks each event is a line with its time', async () => {
  const lines: string[] = []
  const given = { terminal: undefined, say: (line: string) => lines.push(line) }

  const result = await showProgress(
    happening(['order.placed', 'cert.issued']),
    start,
    given as never,
  )

  expect([result, lines]).toEqual(['done', ['   1.234 s  order.placed', '   1.234 s  cert.issued']])
})

test('on a terminal every part is ticked off', async () => {
  const { terminal, last } = screen()

  await showProgress(happening(all), start, { terminal, say: silent })

  expect(last().match(/✔/g)).toHaveLength(5)
})

test('what was not reached is not ticked off when the order fails', async () => {
  const { terminal, last } = screen()
  const fail = () => {
    throw new Error('failed')
  }

  const shown = showProgress(happening(['order.placed', 'cert.failed'], fail), start, {
    terminal,
    say: silent,
  })

  await expect(shown).rejects.toThrow('failed')
  expect([last().match(/✔/g)?.length, last().match(/✖/g)?.length]).toEqual([1, 1])
})
