import { afterEach, beforeEach, expect, test } from 'vitest'
import { type CliFolder, cliFolder } from '../support/cli-process.ts'

let folder: CliFolder

beforeEach(async () => {
  folder = await cliFolder()
})
afterEach(() => folder.close())

test('the doctor looks at names without a Certwire that runs', async () => {
  const doctor = folder.run(['doctor', 'names', 'a.example.test', '-o', 'jsonl'])

  expect(await doctor.exit).toBe(0)
  const findings = doctor.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(findings).toContainEqual({
    ...{ check: 'write', name: 'a.example.test', level: 'ok' },
    saw: 'a TXT record was written and removed',
  })
})

test('and beside one that runs, too', async () => {
  const up = folder.run(['up'])
  await up.until(/"msg":"up"/)

  const doctor = folder.run(['doctor', 'names', 'a.example.test'])

  expect(await doctor.exit).toBe(0)
  expect(doctor.stderr).toMatch(/^The store cannot be read, so no accounturi/)
  up.kill('SIGTERM')
  await up.exit
})
