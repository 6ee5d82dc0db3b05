import { expect, test } from 'vitest'
import { stage } from '../test-stage.ts'

test('a configuration that is right is told in short', async () => {
  const { run } = stage({
    env: { NATS_URL: 'nats://bus:4222', CERTWIRE_DEFAULT_ISSUER: 'letsencrypt' },
  })

  const { code, stdout } = await run('config', 'check', '-o', 'json')

  expect([code, JSON.parse(stdout)]).toEqual([
    0,
    {
      ok: true,
      defaultIssuer: 'letsencrypt',
      issuers: ['letsencrypt'],
      zones: [],
      bus: 'NATS',
      store: 'SQLite',
    },
  ])
})

test('one that is not is an error with everything that is wrong', async () => {
  const { run } = stage({ env: { CERTWIRE_HTTP_PORT: 'http', CERTWIRE_LOG_LEVEL: 'loud' } })

  const { code, stdout, stderr } = await run('config', 'check')

  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toMatch(/^error: ERR_CONFIG: /)
  expect(stderr.match(/CERTWIRE_HTTP_PORT|CERTWIRE_LOG_LEVEL|http\.port|log\.level/g)?.length).toBe(
    2,
  )
})

test('it is printed with its secrets masked', async () => {
  const { run } = stage({ env: { CERTWIRE_API_TOKEN: 'hunter2hunter2hunter2' } })

  const texts = await Promise.all(
    ['table', 'json', 'yaml'].map((format) => run('config', 'print', '-o', format)),
  )

  for (const { stdout } of texts) {
    expect(stdout).toContain('[secret]')
    expect(stdout).not.toContain('hunter2')
  }
})

test('versions are named', async () => {
  expect(JSON.parse((await stage().run('version', '-o', 'json')).stdout)).toEqual({
    ...{ certwire: expect.any(String), node: process.version },
  })
})
