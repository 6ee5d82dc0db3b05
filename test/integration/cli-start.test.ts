import { X509Certificate } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type CliFolder, type CliProcess, cliFolder } from '../support/cli-process.ts'

let folder: CliFolder

beforeEach(async () => {
  folder = await cliFolder()
})
afterEach(() => folder.close())

/** Runs a command to its end. */
async function output(...args: string[]) {
  const child = folder.run(args)
  const code = await child.exit
  return { code, stdout: child.stdout, stderr: child.stderr }
}

describe('start --once', () => {
  test('leaves the files, shows each event and then the certificate, and ends', async () => {
    const names = ['a.example.test', '*.a.example.test']

    const { code, stdout, stderr } = await output('start', '--once', '--out', 'tls', ...names)

    expect(code).toBe(0)
    const titles = stdout.split('\n').map((line) => line.match(/^[A-Z][a-z]+( [a-z]+)?/)?.[0])
    expect(titles.filter(Boolean)).toEqual([
      ...['Subject', 'Names', 'Issuer', 'Valid from', 'Valid to', 'Files'],
    ])
    expect(stderr).toMatch(/^ +\d+\.\d{3} s {2}order\.placed$/m)
    expect(stderr).toMatch(/^ +\d+\.\d{3} s {2}cert\.issued\n$/m)
    const file = (name: string) => join(folder.path, 'tls', name)
    const leaf = new X509Certificate(await readFile(file('fullchain.pem')))
    expect(leaf.subjectAltName).toBe('DNS:a.example.test, DNS:*.a.example.test')
    expect((await stat(file('privkey.pem'))).mode & 0o777).toBe(0o600)
  })

  test('fails with the reason and what to do', async () => {
    const { code, stdout, stderr } = await output('start', '--once', 'a.example.org')

    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/^error: ERR_DNS_ZONE_NOT_CONFIGURED: .*example\.org.*\n$/m)
  })

  test('refuses a name that nobody can have', async () => {
    const { code, stderr } = await output('start', '--once', 'co.uk')

    expect([code, stderr]).toEqual([2, expect.stringMatching(/^error: ERR_NAME_PUBLIC_SUFFIX: /m)])
  })
})

describe('start', () => {
  let running: CliProcess

  beforeEach(async () => {
    running = folder.run(['start'])
    await running.until(/Ctrl-C stops it/)
  })
  afterEach(() => running.kill('SIGKILL'))

  test('stays, and every command that it names works', async () => {
    const named = [...running.stderr.matchAll(/^ {2}certwire (.*)$/gm)].map(([, line = '']) => line)
    const ending = named.filter((line) => !line.includes('--follow'))

    const codes = await Promise.all(ending.map((line) => output(...line.split(' '))))

    expect(codes.map(({ code }) => code)).toEqual(ending.map(() => 0))
    expect(named.length).toBeGreaterThan(ending.length)
  })

  test.each(['SIGINT', 'SIGTERM'] as const)('ends cleanly on %s', async (signal) => {
    running.kill(signal)

    expect(await running.exit).toBe(0)
    expect(running.stderr).not.toContain('error:')
  })

  test('is told of by another in the same folder, and on the same ports', async () => {
    const same = await output('start')
    const child = folder.run(['up'], { CERTWIRE_DATA_DIR: 'other' })

    expect(same).toMatchObject({
      code: 5,
      stderr: expect.stringMatching(/^error: ERR_STORE_IN_USE: Another Certwire runs in /),
    })
    expect([await child.exit, child.stderr]).toEqual([
      5,
      expect.stringMatching(/^error: ERR_PORT_TAKEN: Port \d+ of /m),
    ])
  })

  test('is followed until Ctrl-C, which is no failure there', async () => {
    const following = folder.run(['events', '--follow', '--since', '1h', '-o', 'jsonl'])
    await following.until(/cert\.issued/)

    following.kill('SIGINT')

    expect(await following.exit).toBe(0)
    expect(
      following.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).type),
    ).toContain('order.placed')
  })
})
