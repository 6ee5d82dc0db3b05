import type { Config } from '@certwire/config'
import type { Query } from '@certwire/dns'
import type { Secret } from '@certwire/secrets'
import type { Api } from './api.ts'
import type { Print } from './print.ts'

export interface Address {
  readonly url: string
  readonly token: Secret
}

/** What a command may use. Nothing else of the process is touched by one. */
export interface Context {
  /** The checked configuration; loading it may fail with all its findings. */
  config(): Promise<Config>
  /** The HTTP API of the Certwire at this address; without one, of that which the environment or configuration names. */
  api(at?: Address): Promise<Api>
  /** Data, on stdout, in the format that was asked for. */
  readonly print: Print
  /** Lines for a person, on stderr. */
  say(text: string): void
  /** Stderr, where somebody is looking at it and wants to see things move. */
  readonly terminal: NodeJS.WriteStream | undefined
  /** How DNS servers are asked; over the network unless another way is given. */
  readonly query?: Query
  readonly env: Readonly<Record<string, string | undefined>>
  /** Aborts when the person, or whoever runs this, wants it to end; the reason is a `CliError`. */
  readonly signal: AbortSignal
}

/** Where the program's own words go; data goes through the context. */
export interface Streams {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
}
