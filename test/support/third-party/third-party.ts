import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** What a client works with: a CA, a zone that is changed over HTTP, and a folder that is the client's own. */
export interface Task {
  readonly folder: string
  readonly names: readonly [string, ...string[]]
  readonly directoryUrl: string
  /** Of a file in PEM: whom to trust for the CA's HTTPS. */
  readonly tlsCaFile: string
  readonly eab: { readonly kid: string; readonly hmacKey: string }
  readonly dns: { readonly address: string; readonly url: string }
  /** The common name of the root that the renewed certificate's chain should end in. */
  readonly preferredChain: string
}

/** An ACME client that others wrote, used as its users use it. */
export interface ThirdPartyClient {
  readonly name: 'certbot' | 'lego'
  /** Registers an account with the binding and obtains a certificate for all of the names. */
  obtain(task: Task): Promise<void>
  /** Obtains the next one, with the chain that is preferred. */
  renew(task: Task): Promise<void>
  /** Revokes the latest one, for a key that is known to others. */
  revoke(task: Task): Promise<void>
  /** The latest one: leaf and issuers, and the leaf's key, both in PEM. */
  files(task: Task): { readonly chain: string; readonly key: string }
}

const LONGEST_MS = 120_000

/** Runs a program to its end. Rejects with what it said if it fails. */
export async function run(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  // biome-ignore lint/style/noProcessEnv: a program needs its PATH.
  const { PATH = '' } = process.env
  const options = { env: { PATH, ...env }, timeout: LONGEST_MS }
  const { stdout, stderr } = await promisify(execFile)(command, args, options)
  return stdout + stderr
}
