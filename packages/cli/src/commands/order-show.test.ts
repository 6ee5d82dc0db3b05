import { expect, test } from 'vitest'
import { CliError } from '../cli-error.ts'
import { orderView, stage } from '../test-stage.ts'

const show = (order: unknown, ...more: string[]) =>
  stage({ answers: { 'GET /orders/ord_1': order } }).run('order', 'show', 'ord_1', ...more)

const problem = {
  ...{ code: 'ERR_ACME_RATE_LIMITED', reason: 'Too many certificates.', actor: 'ca' },
  ...{ remedy: 'None: it is tried again.', retryable: true },
}

test('an order that waits says for what, why, until when, and when it gives up', async () => {
  const until = '2026-11-24T13:00:00.000Z'
  const waitingFor = { what: 'the CA to take the order', until, deadline: until }

  const { stdout } = await show(orderView({ phase: 'placing', waitingFor, problem }))

  expect(stdout).toMatch(/^Waits for +the CA to take the order$/m)
  expect(stdout).toMatch(/^Looks again +2026-11-24T13:00:00.000Z \(/m)
  expect(stdout).toMatch(/^Problem +ERR_ACME_RATE_LIMITED: Too many certificates\.$/m)
})

test('one that failed says why, who must act and what to do', async () => {
  const acme = { type: 'urn:ietf:params:acme:error:rateLimited', detail: 'too many' }

  const { stdout } = await show(orderView({ phase: 'failed', problem: { ...problem, acme } }))

  expect(stdout).toMatch(/^Who must act +ca$/m)
  expect(stdout).toMatch(/^What to do +None: it is tried again\.$/m)
  expect(stdout).toMatch(/^CA said +urn:ietf:params:acme:error:rateLimited too many$/m)
})

test('its history is a line for each step', async () => {
  const at = '2026-11-24T12:00:00.000Z'
  const history = ['order.placed', 'csr.prepared'].map((type) => ({
    at,
    type,
    phase: 'proving',
    generation: 1,
  }))

  const { stdout } = await show(orderView({ history }))

  expect(stdout.split('\n').filter((line) => line.includes('proving'))).toHaveLength(2)
})

test('an order tells whom it asks next, what was wished for, who approved it and that it is revoked', async () => {
  const at = '2026-11-24T12:00:00.000Z'
  const wishes = { profile: { name: 'short', required: false }, preferredChain: 'Root X2' }

  const { stdout } = await show(
    orderView({
      ...{ fallbacks: ['one', 'two'], wishes, approval: { at, by: 'maria' } },
      ...{ phase: 'revoked', revocation: { reason: 'superseded', at } },
      history: [{ at, type: 'order.refused', phase: 'placing', generation: 2, issuer: 'one' }],
    }),
  )

  expect(stdout).toMatch(/^Then asks +one, two$/m)
  expect(stdout).toMatch(/^Wishes +profile short, or without it; preferredChain Root X2$/m)
  expect(stdout).toMatch(/^Approval +given 2026.* ago\) by maria$/m)
  expect(stdout).toMatch(/^Revocation +superseded, 2026/m)
  expect(stdout).toMatch(/order\.refused +placing at one$/m)
})

test('one that needs approval, and one that is to be revoked, say so', async () => {
  const { stdout } = await show(orderView({ approval: {}, revocation: { reason: 'superseded' } }))

  expect(stdout).toMatch(/^Approval +needed$/m)
  expect(stdout).toMatch(/^Revocation +asked for, superseded$/m)
})

test.each(['table', 'json', 'jsonl', 'yaml'])(
  'control characters of a CA do not reach the terminal (%s)',
  async (format) => {
    const reason =
      'red \u001b[31m, title \u001b]0;x\u0007, C1 \u009b2J, turned \u202e, bell \u0007, \r\t'
    const order = orderView({ phase: 'failed', problem: { ...problem, reason } })

    const { stdout } = await show(order, '-o', format)

    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
    expect(stdout).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/)
    expect(stdout).toContain('red ')
  },
)

test('an order that is not there has its own exit code', async () => {
  const unknown = new CliError('ERR_ORDER_UNKNOWN', 'There is no such order.', 'notFound')

  expect(await show(unknown)).toEqual({
    ...{ code: 3, stdout: '' },
    stderr: 'error: ERR_ORDER_UNKNOWN: There is no such order.\n',
  })
})
