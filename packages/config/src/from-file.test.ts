import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ConfigError } from './config-error.ts'
import { loadConfig } from './load-config.ts'
import { folderWith, load, wrong } from './test-folder.ts'

const kek = randomBytes(32).toString('base64')
const root = `
-----BEGIN CERTIFICATE-----
MIIBfzCCASWgAwIBAgIUGSjxhWY6ewsfg3OAHt67CnQLJUEwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJVGVzdCByb290MCAXDTI2MTEyNDIyMjE0OFoYDzIxMjYxMDMx
MjIyMTQ4WjAUMRIwEAYDVQQDDAlUZXN0IHJvb3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQXJdCvJMUsMdk2cNoJT1JI22Z93ZLeHKa3aEpmi6w/7pm6JT/s9lFH
r9FVJ7k4CJuCiSMbsL68R8FVRlfusM7Ao1MwUTAdBgNVHQ4EFgQUOUO/EYviF6zH
QFZKy7dgG2CewxcwHwYDVR0jBBgwFoAUOUO/EYviF6zHQFZKy7dgG2CewxcwDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEA+jQxOXn47O3eyzBiBKhn
XjNY3+aCLd12HbdgQoLgt9ECIH25owIuWjNd86tBAn8hPr3RJQ4jF7qYjNgEaHQG
csBD
-----END CERTIFICATE-----`

test('a path in certwire.yaml is relative to it, wherever the process is', async () => {
  const cwd = await folderWith({ 'etc/certwire.yaml': 'kek: { file: kek }', 'etc/kek': kek })

  const config = await loadConfig({ env: { CERTWIRE_CONFIG: 'etc/certwire.yaml' }, cwd })

  expect(config.kek?.reveal()).toBe(kek)
})

test('secrets of issuers and of zones may be in files', async () => {
  const yaml = `
defaultIssuer: zerossl
issuers: { zerossl: { eab: { kid: { file: kid }, hmacKey: { file: mac } } } }
dns:
  zones:
    - { zone: a.example, provider: http-request, endpoint: 'http://127.0.0.1', username: u, password: { file: pass } }
`
  const mac = randomBytes(32).toString('base64url')

  const { issuers, dns } = await load({ yaml, files: { kid: 'kid-1\n', mac, pass: 'p ä s s\r\n' } })

  expect(issuers.zerossl?.eab?.kid).toBe('kid-1')
  expect(issuers.zerossl?.eab?.hmacKey.reveal()).toBe(mac)
  expect(dns.zones[0]).toMatchObject({ password: 'p ä s s' })
})

/** What is wrong with a secret file that somebody else has made. */
async function messageOf(make: (file: string) => unknown): Promise<string> {
  const cwd = await folderWith({ 'certwire.yaml': 'kek: { file: secret }' })
  await make(join(cwd, 'secret'))
  const error = await loadConfig({ env: {}, cwd }).catch((refused: unknown) => refused)
  return error instanceof ConfigError
    ? `${error.findings[0]?.code}: ${error.findings[0]?.message}`
    : ''
}

test.each<[string, (file: string) => unknown, string]>([
  ['there is none', () => undefined, 'ERR_CONFIG_FILE: names a file that is not there'],
  [
    'it is a folder',
    (file) => mkdir(file),
    'ERR_CONFIG_FILE: names a file that is a folder, not a file',
  ],
  [
    'it is a pipe',
    (file) => execFileSync('sh', ['-c', 'mkfifo "$0"', file]),
    'ERR_CONFIG_FILE: names a file that is not a regular file',
  ],
  [
    'it has no end',
    (file) => symlink('/dev/zero', file),
    'ERR_CONFIG_FILE: names a file that is not a regular file',
  ],
  [
    'it leads in a circle',
    (file) => symlink(file, file),
    'ERR_CONFIG_FILE: names a file that is a link that leads in a circle',
  ],
  [
    'it is empty',
    (file) => writeFile(file, '\n', { mode: 0o600 }),
    'ERR_CONFIG_INVALID: must not be empty',
  ],
  [
    'it is too large',
    (file) => writeFile(file, 'x'.repeat(262_145), { mode: 0o600 }),
    'ERR_CONFIG_FILE: names a file that is larger than 256 KiB',
  ],
  [
    'it is no text',
    (file) => writeFile(file, Buffer.from([0xff, 0xfe, 0]), { mode: 0o600 }),
    'ERR_CONFIG_FILE: names a file that is not text in UTF-8',
  ],
  [
    'others may read it',
    (file) => writeFile(file, kek).then(() => chmod(file, 0o604)),
    'ERR_CONFIG_FILE_MODE: names a file that can be read or written by others (mode 604): chmod 600 it',
  ],
  [
    'its group may write it',
    (file) => writeFile(file, kek).then(() => chmod(file, 0o620)),
    'ERR_CONFIG_FILE_MODE: names a file that can be read or written by others (mode 620): chmod 600 it',
  ],
])('%s: told as such', async (_, make, message) => {
  expect(await messageOf(make)).toBe(message)
})

test('a group may read a secret, as containers have it', async () => {
  const cwd = await folderWith({ 'certwire.yaml': 'kek: { file: secret }', secret: kek })
  await chmod(join(cwd, 'secret'), 0o640)

  expect((await loadConfig({ env: {}, cwd })).kek?.reveal()).toBe(kek)
})

test('certificates are nobody’s secret, and may be several in one file', async () => {
  const yaml =
    'defaultIssuer: own\nissuers: { own: { directory: "https://ca.example", tlsCa: { file: ca } } }'
  const cwd = await folderWith({ 'certwire.yaml': yaml, ca: `${root}\n# another\n${root}\n` })
  await chmod(join(cwd, 'ca'), 0o644)

  const { issuers } = await loadConfig({ env: {}, cwd })

  expect(issuers.own?.tlsCa?.match(/BEGIN CERTIFICATE/g)).toHaveLength(2)
})

test('a path that is no path, perhaps the secret itself, is not repeated', async () => {
  const error = await load({ yaml: 'kek: { file: "top\\0secret" }' }).catch(
    (refused: Error) => refused,
  )

  expect(String(error)).toContain('kek: names a file that cannot be read')
  expect(String(error)).not.toContain('secret')
})

test('{ file } is for texts that are worth one', async () => {
  const yaml = 'http: { host: { file: host } }\nlog: { file: level }'

  expect(await wrong({ yaml, files: { host: 'h', level: 'info' } })).toEqual([
    'http.host ERR_CONFIG_INVALID',
    'log.file ERR_CONFIG_UNKNOWN_KEY',
  ])
})
