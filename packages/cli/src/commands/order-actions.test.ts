import { expect, test } from 'vitest'
import { stage } from '../test-stage.ts'

test('a cancellation takes its reason along', async () => {
  const { run, calls } = stage({ answers: { 'POST /orders/ord_1/cancel': { orderId: 'ord_1' } } })

  const { code, stdout } = await run('order', 'cancel', 'ord_1', '--reason', 'a typo')

  expect([code, stdout]).toEqual([0, 'Asked to cancel  ord_1\n'])
  expect(calls).toEqual([{ call: 'POST /orders/ord_1/cancel', body: { reason: 'a typo' } }])
})

test('a retry says what it has asked for', async () => {
  const { run } = stage({ answers: { 'POST /orders/ord_1/retry': { orderId: 'ord_1' } } })

  expect(await run('order', 'retry', 'ord_1', '-o', 'json')).toMatchObject({
    ...{ code: 0, stdout: '{\n  "orderId": "ord_1"\n}\n' },
  })
})

test.each([
  [['approve', 'ord_1', '--by', 'maria'], { by: 'maria' }, 'Approved  ord_1\n'],
  [['deny', 'ord_1', '--reason', 'not ours'], { reason: 'not ours' }, 'Denied  ord_1\n'],
])('order %j says who and why', async (words, body, said) => {
  const call = `POST /orders/ord_1/${words[0]}`
  const { run, calls } = stage({ answers: { [call]: { orderId: 'ord_1' } } })

  expect(await run('order', ...words)).toMatchObject({ code: 0, stdout: said })
  expect(calls).toEqual([{ call, body }])
})
