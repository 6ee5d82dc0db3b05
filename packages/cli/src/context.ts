import type { Config } from '@certwire/config'
import type { Api } from './api.ts'
import type { Print } from './print.ts'

/** What a command may use. Nothing else of the process is touched by one. */
export interface Context {
  /** The checked configuration; loading it may fail with all its findings. */
  config(): Promise<Config>
  /** The HTTP API of a running Certwire. */
  api(): Promise<Api>
  /** Data, on stdout, in the format that was asked for. */
  readonly print: Print
  /** One line for a person, on stderr. */
  say(line: string): void
  /** Somebody is looking at stderr. */
  readonly isTerminal: boolean
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  /** Aborts on the first SIGINT or SIGTERM. */
  readonly signal: AbortSignal
}
