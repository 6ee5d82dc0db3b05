import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { SandboxCaScript } from '../control.ts'

const gigabyte = 1e9
const chunk = Buffer.alloc(64 * 1024, ' ')
const json = { 'content-type': 'application/json' }

/** Well-formed, with more white space than anybody wants to hold. */
export function hugeBody(octets = gigabyte): SandboxCaScript {
  return (response) => pour(response, { ...json, 'content-length': octets }, blanks(octets))
}

/** The same in little more than a thousandth of it. */
export function gzipBomb(octets = gigabyte): SandboxCaScript {
  return async (response) => {
    response.writeHead(200, { ...json, 'content-encoding': 'gzip' })
    await pipeline(Readable.from(blanks(octets)), createGzip(), response).catch(gone)
  }
}

/** It never ends by itself. */
export const endlessBody: SandboxCaScript = (response) =>
  pour(response, json, blanks(Number.POSITIVE_INFINITY))

/** A body of which a character comes now and then. */
export function slowDrip(everyMs = 1000): SandboxCaScript {
  return (response) => {
    response.writeHead(200, json)
    response.write('{')
    const timer = setInterval(() => response.write(' '), everyMs)
    response.once('close', () => clearInterval(timer))
  }
}

function* blanks(octets: number) {
  yield '{}'
  for (let left = octets - 2; left > 0; left -= chunk.length) {
    yield left < chunk.length ? chunk.subarray(0, left) : chunk
  }
}

async function pour(
  response: ServerResponse,
  headers: Readonly<Record<string, string | number>>,
  body: Iterable<string | Buffer>,
) {
  response.writeHead(200, headers)
  await pipeline(Readable.from(body), response).catch(gone)
}

/** The client has had enough, as it should. */
function gone(): void {}
