interface Coded {
  readonly code: number
  readonly message: string
}

/** What Cloudflare refuses, with its own status, code and words. */
export class CloudflareError extends Error {
  override readonly name = 'CloudflareError'
  readonly status: number
  readonly code: number
  /** Says more, as `error_chain`. */
  readonly chain: readonly Coded[]
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: number,
    code: number,
    message: string,
    { chain = [], headers = {} }: { chain?: Coded[]; headers?: Record<string, string> } = {},
  ) {
    super(message)
    this.status = status
    this.code = code
    this.chain = chain
    this.headers = headers
  }
}

/** A record that cannot be held; `code` is that of the reason. */
export const invalidRecord = (code: number, message: string): CloudflareError =>
  new CloudflareError(400, 1004, 'DNS Validation Error', { chain: [{ code, message }] })

export const noSuchRecord = (): CloudflareError =>
  new CloudflareError(404, 81044, 'Record does not exist.')
