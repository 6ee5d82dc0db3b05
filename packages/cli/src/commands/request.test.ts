import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { CliError } from '../cli-error.ts'
import { eventView, orderView, stage } from '../test-stage.ts'

const requested = { 'POST /requests': { orderId: 'ord_1' } }
const certificate = {
  ...{ certificateId: 'crt_1', serial: '01', subject: 'CN=a', issuerName: 'CN=CA' },
  ...{ notBefore: '2026-11-24T12:00:00.000Z', notAfter: '2027-02-22T12:00:00.000Z' },
}
const issued = { ...requested, 'GET /orders/ord_1': orderView({ certificate }) }
const happened = [eventView('e1'), eventView('e2', 'cert.issued')]

async function folder() {
  const path = await mkdtemp(join(tmpdir(), 'certwire-cli-'))
  onTestFinished(() => rm(path, { recursive: true }))
  return path
}

test('without --wait the order is named, and nothing else', async () => {
  const { run, calls } = stage({ answers: requested })

  const { code, stdout } = await run('request', 'a.example', '*.a.example', '--key', 'p384')

  expect([code, stdout]).toEqual([0, 'Order  ord_1\n'])
  expect(calls).toEqual([
    { call: 'POST /requests', body: { names: ['a.example', '*.a.example'], key: 'p384' } },
  ])
})

test('wishes and fallbacks are asked for in the words of the API', async () => {
  const { run, calls } = stage({ answers: requested })

  const { code } = await run(
    ...['request', 'a.example', '--profile', 'short:preferred', '--preferred-chain', 'Root X2'],
    ...['--not-after', '2026-12-24T18:00:00+01:00', '--fallback', 'one', '--fallback', 'two'],
  )

  expect(code).toBe(0)
  expect(calls[0]?.body).toEqual({
    ...{ names: ['a.example'], fallbacks: ['one', 'two'] },
    wishes: {
      ...{ profile: { name: 'short', required: false }, preferredChain: 'Root X2' },
      notAfter: '2026-12-24T17:00:00.000Z',
    },
  })
})

test.each([
  ['--not-before', 'tomorrow'],
  ['--preferred-chain', ''],
])('%s does not take "%s"', async (option, value) => {
  const { run } = stage({ answers: requested })

  expect(await run('request', 'a.example', option, value)).toMatchObject({ code: 2 })
})

test('with --wait each event is a line on stderr, and the order is the data', async () => {
  const { run } = stage({ answers: issued, events: happened })

  const { code, stdout, stderr } = await run('request', 'a.example', '--wait', '-o', 'json')

  expect([code, JSON.parse(stdout).id]).toEqual([0, 'ord_1'])
  expect(stderr).toMatch(/^ +\d\.\d{3} s {2}order\.placed\n +\d\.\d{3} s {2}cert\.issued\n$/)
})

test('an order that fails is an error with its reason and what to do', async () => {
  const problem = {
    ...{ code: 'ERR_TEST', reason: 'The zone is not ours.', actor: 'requester' },
    ...{ remedy: 'Ask for another.', retryable: false },
  }
  const order = orderView({ phase: 'failed', problem })
  const answers = { ...requested, 'GET /orders/ord_1': order }
  const { run } = stage({ answers, events: [eventView('e1', 'cert.failed', { problem })] })

  const { code, stdout, stderr } = await run('request', 'a.example', '--wait')

  expect([code, stdout]).toEqual([1, ''])
  expect(stderr.split('\n').at(-2)).toBe(
    'error: ERR_TEST: The zone is not ours. Ask for another. See "certwire order show ord_1".',
  )
})

test('one that is cancelled meanwhile is an error as well', async () => {
  const answers = { ...requested, 'GET /orders/ord_1': orderView({ phase: 'cancelled' }) }
  const { run } = stage({ answers, events: [eventView('e1', 'order.cancelled')] })

  const { code, stderr } = await run('request', 'a.example', '--wait')

  expect([code, stderr]).toEqual([1, expect.stringContaining('error: ERR_ORDER_CANCELLED: ')])
})

test('Ctrl-C ends the wait, and says which order goes on', async () => {
  const stop = new AbortController()
  stop.abort(new CliError('ERR_INTERRUPTED', 'Stopped by SIGINT.', 'interrupted'))
  const { run } = stage({ answers: issued, signal: stop.signal })

  expect(await run('request', 'a.example', '--wait')).toEqual({
    ...{ code: 130, stdout: '' },
    stderr: 'error: ERR_INTERRUPTED: Stopped by SIGINT. See "certwire order show ord_1".\n',
  })
})

test('with --out the files are written, the key for its owner alone', async () => {
  const out = join(await folder(), 'tls')
  const pem = { fullchain: 'CHAIN', privateKey: 'KEY', ca: 'ROOT' }
  const answers = { ...issued, 'GET /certificates/crt_1/export': pem }
  const { run } = stage({ answers, events: happened })

  const { stderr } = await run('request', 'a.example', '--out', out)

  const file = (name: string) => join(out, name)
  const names = ['fullchain.pem', 'privkey.pem', 'ca.pem']
  expect(await Promise.all(names.map((name) => readFile(file(name), 'utf8')))).toEqual([
    'CHAIN',
    'KEY',
    'ROOT',
  ])
  expect((await stat(file('privkey.pem'))).mode & 0o777).toBe(0o600)
  expect(stderr).toContain(`wrote ${file('privkey.pem')}\n`)
})

test('a CSR is sent as it is', async () => {
  const file = join(await folder(), 'my.csr')
  await writeFile(file, 'CSR')
  const { run, calls } = stage({ answers: requested })

  await run('request', '--csr', file)

  expect(calls).toEqual([{ call: 'POST /requests', body: { names: [], csr: 'CSR' } }])
})

test('a CSR that cannot be read is told before anything is asked', async () => {
  const { run, calls } = stage({ answers: requested })

  const { code, stderr } = await run('request', '--csr', '/nowhere/my.csr')

  expect([code, calls]).toEqual([2, []])
  expect(stderr).toMatch(/^error: ERR_CSR_FILE: .*ENOENT/)
})
