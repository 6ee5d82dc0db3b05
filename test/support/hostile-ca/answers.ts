import type { ServerResponse } from 'node:http'
import { misbehave } from '@certwire/sandbox'
import { type Payload, type Saying, saying } from './payload.ts'

const { altered, answer, endlessBody, gzipBomb, hugeBody, redirect, silence, slowDrip } = misbehave
const json = { 'content-type': 'application/json' }
const DEEP = 100_000
const MANY = 10_000

/** Bytes that are no answer of a well-behaved server. */
const raw = (bytes: string) => (response: ServerResponse) => {
  response.socket?.end(bytes, 'latin1')
  response.destroy()
}

const one = (what: string, where: string, say: Saying): Payload => ({ what, where, ...say })

const head = 'HTTP/1.1 400 Bad\r\nconnection: close\r\n'

/** What a CA may answer that is no text or URL of its own. */
export const answersOfOthers: readonly Payload[] = [
  one(
    'a redirect to cloud metadata',
    'directory',
    saying(redirect('http://169.254.169.254/'), 'directory'),
  ),
  one(
    'a redirect to another port',
    'newOrder',
    saying(redirect('https://127.0.0.1:1/', 307), 'newOrder'),
  ),
  one(
    'a redirect to a file',
    'certificate',
    saying(redirect('file:///etc/passwd', 301), 'certificate'),
  ),
  one('1 GB', 'directory', saying(hugeBody(), 'directory')),
  one('1 GB', 'newOrder', saying(hugeBody(), 'newOrder')),
  one('1 GB', 'certificate', saying(hugeBody(), 'certificate')),
  one('1 GB in 1 MB of gzip', 'newOrder', saying(gzipBomb(), 'newOrder')),
  one('1 GB in 1 MB of gzip', 'authorization', saying(gzipBomb(), 'authorization')),
  one('a body without end', 'newAccount', saying(endlessBody, 'newAccount')),
  one('a body without end', 'finalize', saying(endlessBody, 'finalize')),
  one(
    'JSON of 100,000 levels',
    'newOrder',
    saying(answer(201, json, '['.repeat(DEEP)), 'newOrder'),
  ),
  one(
    'a prototype',
    'newOrder',
    saying(answer(201, json, '{"__proto__":{"status":"ready"},"constructor":{}}'), 'newOrder'),
  ),
  one(
    '10,000 authorizations',
    'newOrder',
    saying(
      altered((body) => ({ ...body, authorizations: Array(MANY).fill(body.finalize) })),
      'newOrder',
    ),
  ),
  one(
    'a list for an object',
    'authorization',
    saying(answer(200, json, '[[],[]]'), 'authorization'),
  ),
  one(
    'ESC in a header',
    'newOrder',
    saying(raw(`${head}retry-after: \u001b[31m\r\n\r\n`), 'newOrder'),
  ),
  one(
    '1 MB of headers',
    'newOrder',
    saying(raw(`${head}${'x: y\r\n'.repeat(170_000)}`), 'newOrder'),
  ),
  one(
    'two lengths',
    'newOrder',
    saying(raw(`${head}content-length: 1\r\ncontent-length: 9\r\n\r\n{}`), 'newOrder'),
  ),
  one(
    'a private key for a certificate',
    'certificate',
    saying(
      answer(200, {}, '-----BEGIN PRIVATE KEY-----\nMA==\n-----END PRIVATE KEY-----\n'),
      'certificate',
    ),
  ),
  { ...one('a character a second', 'newOrder', saying(slowDrip(), 'newOrder')), isSlow: true },
  { ...one('nothing at all', 'authorization', saying(silence, 'authorization')), isSlow: true },
]
