import { Secret } from '@certwire/secrets'
import { expect, test } from 'vitest'
import { createLog } from './log.ts'

function stage() {
  const lines: string[] = []
  const log = createLog('info', { write: (line) => void lines.push(line) })
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? '') as Record<string, unknown> }
}

test('each entry is one line of JSON with its time, its level and its service', () => {
  const { log, lines, last } = stage()
  const text = 'two\nlines \u001b[2J \u009b2J \u202e'

  log.child({ service: 'solver' }).info({ orderId: 'ord_1' }, text)

  expect(lines).toHaveLength(1)
  expect(lines[0]?.match(/[^\x20-\x7e]/g)).toEqual(['\n'])
  expect(last()).toEqual({
    ...{ level: 'info', service: 'solver', orderId: 'ord_1', msg: text },
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
  })
})

test('a secret is not in it, neither as an object nor under a name that gives it away', () => {
  const { log, lines } = stage()
  const secret = Secret.of('hunter2')

  log.info({ secret, token: 'hunter2', issuer: { hmacKey: 'hunter2', eab: { kid: 'k' } } }, 'in')
  log.info({ headers: { authorization: 'Bearer hunter2' } }, `the token is ${secret}`)
  log.info({ err: Object.assign(new Error('no'), { config: { secret } }) })

  expect(lines).toHaveLength(3)
  expect(lines.join('')).not.toContain('hunter2')
})

test('an error has its code and its cause', () => {
  const { log, last } = stage()

  log.error({
    err: Object.assign(new Error('away', { cause: new Error('ECONNREFUSED') }), { code: 'ERR_X' }),
  })

  expect(last()).toMatchObject({ err: { code: 'ERR_X', message: 'away: ECONNREFUSED' } })
})
