import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { stage } from '../test-stage.ts'

const view = {
  ...{ id: 'crt_1', tenant: 'default', orderId: 'ord_1', issuer: 'sandbox', chain: 'CHAIN' },
  ...{ names: ['a.example'], serial: '01', subject: 'CN=a', issuerName: 'CN=CA' },
  ...{ notBefore: '2020-01-01T00:00:00.000Z', notAfter: '2020-02-01T00:00:00.000Z' },
}

test('what has expired is not shown as if it would', async () => {
  const { run } = stage({ answers: { 'GET /certificates?limit=50': { certificates: [view] } } })

  expect((await run('cert', 'list')).stdout).toMatch(/crt_1 .* \d+d ago +ord_1/)
})

test('an export replaces what is there, whole, and leaves no drafts', async () => {
  const out = await mkdtemp(join(tmpdir(), 'certwire-cli-'))
  onTestFinished(() => rm(out, { recursive: true }))
  await writeFile(join(out, 'privkey.pem'), 'OLD')
  await chmod(join(out, 'privkey.pem'), 0o644)
  const pem = { fullchain: 'CHAIN', privateKey: 'KEY' }
  const { run } = stage({ answers: { 'GET /certificates/crt_1/export': pem } })

  const { stdout } = await run('cert', 'export', 'crt_1', '--out', out, '-o', 'jsonl')

  expect((await readdir(out)).sort()).toEqual(['fullchain.pem', 'privkey.pem'])
  expect(await readFile(join(out, 'privkey.pem'), 'utf8')).toBe('KEY')
  expect((await stat(join(out, 'privkey.pem'))).mode & 0o777).toBe(0o600)
  expect(JSON.parse(stdout.split('\n')[0] ?? '')).toEqual({ file: join(out, 'fullchain.pem') })
})

describe('a certificate is revoked', () => {
  const call = 'POST /certificates/crt_1/revoke'
  const answers = { [call]: { orderId: 'ord_1' } }

  test.each([
    [[], { reason: 'unspecified', key: 'account' }],
    [['--reason', 'keyCompromise'], { reason: 'keyCompromise', key: 'account' }],
    [['--with-certificate-key'], { reason: 'unspecified', key: 'certificate' }],
  ])('with %j', async (options, body) => {
    const { run, calls } = stage({ answers })

    expect(await run('cert', 'revoke', 'crt_1', '--yes', ...options)).toMatchObject({ code: 0 })
    expect(calls).toEqual([{ call, body }])
  })

  test.each([
    ['a word that says so', []],
    ['a reason that there is', ['--yes', '--reason', 'boredom']],
  ])('not without %s', async (_, options) => {
    const { run, calls } = stage({ answers })

    expect(await run('cert', 'revoke', 'crt_1', ...options)).toMatchObject({ code: 2 })
    expect(calls).toEqual([])
  })

  test('and is listed as such', async () => {
    const revoked = { at: '2020-01-10T00:00:00.000Z', reason: 'superseded' }
    const certificates = [{ ...view, revoked }]
    const { run } = stage({ answers: { 'GET /certificates?limit=50': { certificates } } })

    expect((await run('cert', 'list')).stdout).toMatch(/crt_1 .* revoked +ord_1/)
  })
})
