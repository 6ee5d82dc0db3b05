import { expect, test } from 'vitest'
import { eventView, stage } from '../test-stage.ts'

const problem = { code: 'ERR_TEST', reason: 'It did\nnot work.' }

test('each event is a line, with the reason where something failed', async () => {
  const events = [eventView('e1'), eventView('e2', 'cert.failed', { problem })]
  const { run } = stage({ answers: { 'GET /events?limit=1000': { events } } })

  expect((await run('events')).stdout).toBe(
    '2026-11-24T12:00:00.000Z  ord_1  order.placed\n' +
      '2026-11-24T12:00:00.000Z  ord_1  cert.failed  ERR_TEST: It did·not work.\n',
  )
})

test('all pages are shown', async () => {
  const { run } = stage({
    answers: {
      'GET /events?limit=1000&order=ord_1': { events: [eventView('e1')], next: 'e1' },
      'GET /events?limit=1000&order=ord_1&after=e1': { events: [eventView('e2')] },
    },
  })

  const { stdout } = await run('events', '--order', 'ord_1', '-o', 'jsonl')

  expect(
    stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).id),
  ).toEqual(['e1', 'e2'])
})

test.each(['json', 'jsonl'])('a stream in %s is one object a line', async (format) => {
  const { run } = stage({ events: [eventView('e1'), eventView('e2')] })

  const { stdout } = await run('events', '--follow', '-o', format)

  expect(
    stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).id),
  ).toEqual(['e1', 'e2'])
})

test('in YAML each is a document', async () => {
  const { run } = stage({ events: [eventView('e1'), eventView('e2')] })

  expect((await run('events', '--follow', '-o', 'yaml')).stdout.match(/^---$/gm)).toHaveLength(2)
})

test('what is followed is what was asked for', async () => {
  const { run, calls } = stage()

  await run('events', '--follow', '--order', 'ord_1', '--since', '2026-11-24T12:00:00+01:00')

  const since = encodeURIComponent('2026-11-24T11:00:00.000Z')
  expect(calls).toEqual([{ call: `FOLLOW /events?order=ord_1&since=${since}` }])
})
