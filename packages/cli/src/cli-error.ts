/** Exit codes, as scripts read them. */
export const exitCodes = {
  ok: 0,
  failure: 1,
  usage: 2,
  notFound: 3,
  auth: 4,
  conflict: 5,
  timeout: 6,
  unreachable: 7,
} as const

/** Something to tell the person at the keyboard: what was seen and what to do. No stack is shown. */
export class CliError extends Error {
  override readonly name = 'CliError'
  readonly code: string
  readonly exitCode: number

  constructor(code: string, message: string, exitCode: keyof typeof exitCodes = 'failure') {
    super(message)
    this.code = code
    this.exitCode = exitCodes[exitCode]
  }
}
