import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { connectionOptions } from './settings.ts'

const of = (url: string) => connectionOptions(url, 'svc')
const refusal = expect.objectContaining({ code: 'ERR_BUS_SETTINGS' })

test('the connection is tried for ever, and a refused login does not end that', () => {
  expect(of('nats://localhost')).toMatchObject({
    servers: ['localhost'],
    name: 'svc',
    inboxPrefix: '_INBOX_svc',
    maxReconnectAttempts: -1,
    ignoreAuthErrorAbort: true,
  })
})

test('user and password, or a token, may stand in the url', () => {
  expect(of('nats://svc:p%40ss@a:4223')).toMatchObject({
    servers: ['a:4223'],
    user: 'svc',
    pass: 'p@ss',
  })
  expect(of('nats://t0ken@a')).toMatchObject({ servers: ['a'], token: 't0ken' })
})

test('several servers of one cluster may be named, and tls:// asks for TLS', () => {
  expect(of('tls://a:1, b:2,nats://[::1]:4222')).toMatchObject({
    servers: ['a:1', 'b:2', '[::1]:4222'],
    tls: {},
  })
  expect(of('nats://a')).not.toHaveProperty('tls')
})

test.each(['', 'http://a', 'ws://a', 'nats://', 'nats://a b'])('%j is no address', (url) => {
  expect(() => of(url)).toThrow(refusal)
})

test('a refusal does not repeat the url, which may hold a password', () => {
  expect(() => of('ws://svc:hunter2@a')).toThrow(expect.not.stringContaining('hunter2'))
})

test('a credentials file is needed at the start; one that vanishes later is remembered', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'certwire-creds-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  const credsFile = join(directory, 'a.creds')
  expect(() => connectionOptions('nats://a', 'svc', { credsFile })).toThrow(refusal)

  await writeFile(credsFile, creds)
  const [authenticate] = [connectionOptions('nats://a', 'svc', { credsFile }).authenticator].flat()
  await rm(credsFile)

  expect(authenticate?.('nonce')).toMatchObject({ jwt: 'a.jwt' })
})

const creds = `-----BEGIN NATS USER JWT-----
a.jwt
------END NATS USER JWT------

-----BEGIN USER NKEY SEED-----
SUAIBDPBAUTWCWBKIO6XHQNINK5FWJW4OHLXC3HQ2KFE4PEJUA44CNHTC4
------END USER NKEY SEED------
`
