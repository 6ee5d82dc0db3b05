import type { ServerResponse } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { failureOf, type Stage, signal, stage } from './test-stage.ts'

let is: Stage
beforeEach(async () => {
  is = await stage({ connectMs: 600, totalMs: 600 })
})
afterEach(() => is.close())

const slow: readonly [string, (response: ServerResponse) => unknown][] = [
  ['silence', () => undefined],
  ['half an answer', (r) => r.writeHead(201, { 'content-length': '999' }).write('{')],
  [
    'an answer in drops',
    (r) => {
      const drops = setInterval(() => r.write(' '), 20)
      r.on('close', () => clearInterval(drops))
    },
  ],
]

test.each(slow)('%s ends in time, and what has become of an order is unknown', async (_, say) => {
  is.answer('/new-order', say)

  expect(await failureOf(is.acme.newOrder(['a.example'], signal))).toMatchObject({
    ...{ code: 'ERR_CA_TIMEOUT', retryable: true, outcomeUnknown: true },
  })
  expect(is.ca.paths('POST')).toHaveLength(1)
})
