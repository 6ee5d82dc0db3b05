import { expect, test } from 'vitest'
import { orderView, stage } from '../test-stage.ts'

const view = (n: number) => orderView({ id: `ord_${n}` })
const views = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) => view(from + n))

test('a table has a line for each order', async () => {
  const names = ['a.example', 'b.example', 'c.example']
  const orders = [orderView({ names, phase: 'proving' })]
  const { run } = stage({ answers: { 'GET /orders?limit=50': { orders } } })

  const { code, stdout } = await run('order', 'list')

  expect(code).toBe(0)
  expect(stdout.split('\n').map((line) => line.split(/ {2,}/).slice(0, 4))).toEqual([
    ['ID', 'PHASE', 'NAMES', 'ISSUER'],
    ['ord_1', 'proving', 'a.example, b.example +1', 'sandbox'],
    [''],
  ])
})

test.each([
  ['json', (text: string) => JSON.parse(text)],
  [
    'jsonl',
    (text: string) =>
      text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
  ],
])('%s is what the API gave', async (format, parse) => {
  const orders = views(0, 2)
  const { run } = stage({ answers: { 'GET /orders?limit=50': { orders } } })

  const { stdout } = await run('order', 'list', '-o', format)

  expect(parse(stdout)).toEqual(orders)
})

test('a long list is fetched page by page', async () => {
  const { run } = stage({
    answers: {
      'GET /orders?limit=200': { orders: views(0, 200), next: 'ord_199' },
      'GET /orders?limit=100&before=ord_199': { orders: views(200, 250) },
    },
  })

  const { stdout, stderr } = await run('order', 'list', '--limit', '300', '-o', 'jsonl')

  expect([stdout.match(/\n/g)?.length, stderr]).toEqual([250, ''])
})

test('that there are more is said on stderr, where it disturbs nobody', async () => {
  const { run } = stage({
    answers: { 'GET /orders?limit=2': { orders: views(0, 2), next: 'ord_1' } },
  })

  const { stdout, stderr } = await run('order', 'list', '--limit', '2', '-o', 'json')

  expect(JSON.parse(stdout)).toHaveLength(2)
  expect(stderr).toBe('there are more: raise --limit\n')
})

test('that there is none is said as well', async () => {
  const { run } = stage({ answers: { 'GET /orders?limit=50': { orders: [] } } })

  expect(await run('order', 'list', '-o', 'json')).toEqual({
    code: 0,
    stdout: '[]\n',
    stderr: 'there are none\n',
  })
})
