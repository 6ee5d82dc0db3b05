import type { IncomingMessage, ServerResponse } from 'node:http'

/** One request to a vendor's API, whatever became of it. */
export interface VendorCall {
  readonly at: Date
  /** In the vendor's own words: `ChangeResourceRecordSets`, `POST /zones/{id}/dns_records/batch`. */
  readonly operation: string
  /** The id of the zone that it is about. */
  readonly zone?: string
  /** How many changes it carries. */
  readonly size?: number
  /**
   * `pending`, then `ok`, the vendor's code for why not, `dropped` before it was done or `lost` after, or `scripted` when
   * a test answered in the vendor's place.
   */
  readonly outcome: string
}

/** What a call or another hand really changed: what is there already and what is gone leaves no trace. */
export interface VendorChange {
  readonly at: Date
  /** The zone's id. */
  readonly zone: string
  readonly op: 'add' | 'remove'
  readonly name: string
  readonly type: string
  /** As DNS has it: that of a TXT without quotes. */
  readonly value: string
  /** Seconds. */
  readonly ttl?: number
  readonly comment?: string
  readonly id?: string
}

/**
 * `received`: read, and nothing done yet. `applied`: done, and nothing said yet; not for what is refused. `replied`: all
 * is sent, or the connection is gone.
 */
export type VendorPhase = 'received' | 'applied' | 'replied'

/**
 * Sees every call at every phase, and is waited for. When it returns or resolves to `'drop'`, the connection is
 * destroyed there: at `received` the request is lost, at `applied` only the reply.
 */
export type VendorHook = (call: VendorCall, phase: VendorPhase) => unknown

/** Writes any answer, or none. */
export type VendorScript = (response: ServerResponse, request: IncomingMessage) => void

export interface VendorScriptOptions {
  /** Only for calls of this operation; for all without it. */
  readonly operation?: string
  /** For so many calls; one by default. */
  readonly times?: number
}

/** What every emulator of a vendor lets a test see and do. */
export interface VendorControl {
  /** The URL of the API. */
  readonly endpoint: string
  readonly calls: readonly VendorCall[]
  readonly journal: readonly VendorChange[]
  /** Lets the script answer the next call in the vendor's place: nothing is applied, and `applied` is left out. */
  answerNext(script: VendorScript, options?: VendorScriptOptions): void
  close(): Promise<void>
}
