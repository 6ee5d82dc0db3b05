import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto'
import type { TsigRecord } from './tsig-record.ts'
import { ARCOUNT, TSIG, uint, uncompressed } from './wire.ts'

/** Those of RFC 8945 §6 that nobody advises against, as they are named on the wire. */
export const algorithms = ['hmac-sha256', 'hmac-sha384', 'hmac-sha512'] as const

/** A secret that we share with a server. Name and secret only mean something together. */
export interface TsigKey {
  /** Canonical. */
  readonly name: string
  readonly algorithm: (typeof algorithms)[number]
  readonly secret: KeyObject
}

export interface Signed {
  readonly message: Buffer
  /** What the answer's signature covers as well; empty where nothing is signed. */
  readonly mac: Buffer
}

const ANY = 255
const FUDGE_SECONDS = 300
const nothing = Buffer.alloc(0)

/** The message with a TSIG record after it (RFC 8945 §5.1). */
export function sign(message: Buffer, key: TsigKey, now: Date): Signed {
  const timeSigned = Math.floor(now.getTime() / 1000)
  const fields = { timeSigned, fudge: FUDGE_SECONDS, error: 0, other: nothing }
  const mac = macOf(key, [message, variables(key, fields)])
  const data = Buffer.concat([
    ...[uncompressed(key.algorithm), uint(timeSigned, 6), uint(FUDGE_SECONDS, 2)],
    ...[uint(mac.length, 2), mac, message.subarray(0, 2)],
    ...[uint(0, 2), uint(0, 2)],
  ])
  const owner = [uncompressed(key.name), uint(TSIG, 2), uint(ANY, 2), uint(0, 4)]
  const signed = Buffer.concat([message, ...owner, uint(data.length, 2), data])
  signed.writeUInt16BE(signed.readUInt16BE(ARCOUNT) + 1, ARCOUNT)
  return { message: signed, mac }
}

/**
 * Whether whoever has the key made this answer, to this request. The time is not compared with ours: the MAC of a
 * request is never the same again, so no old answer fits.
 */
export function isSignedFor(
  requestMac: Buffer,
  key: TsigKey,
  { unsigned, ...record }: TsigRecord,
): boolean {
  const mac = macOf(key, [
    ...[uint(requestMac.length, 2), requestMac],
    ...[unsigned, variables(key, record)],
  ])
  // A shorter MAC (§5.2.2.1) is none.
  return record.mac.length === mac.length && timingSafeEqual(record.mac, mac)
}

function macOf({ algorithm, secret }: TsigKey, parts: readonly Buffer[]): Buffer {
  const hmac = createHmac(algorithm.replace('hmac-', ''), secret)
  for (const part of parts) hmac.update(part)
  return hmac.digest()
}

/** RFC 8945 §4.3.3. Names are ours: an answer by another key is not verified by this one. */
const variables = (
  { name, algorithm }: TsigKey,
  { timeSigned, fudge, error, other }: Pick<TsigRecord, 'timeSigned' | 'fudge' | 'error' | 'other'>,
): Buffer =>
  Buffer.concat([
    ...[uncompressed(name), uint(ANY, 2), uint(0, 4), uncompressed(algorithm)],
    ...[uint(timeSigned, 6), uint(fudge, 2), uint(error, 2), uint(other.length, 2), other],
  ])
