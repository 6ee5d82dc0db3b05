import type { VendorReply } from '../vendor/serve.ts'

/** HVCA's no, as it words it. */
export class HvcaRefusal extends Error {
  readonly status: number
  readonly errors: Readonly<Record<string, string>>

  constructor(status: number, description: string, errors: Readonly<Record<string, string>> = {}) {
    super(description)
    this.status = status
    this.errors = errors
  }
}

export const json = { 'content-type': 'application/json;charset=utf-8' }

export const refused = ({ status, message, errors }: HvcaRefusal): VendorReply => ({
  ...{ status, headers: json, outcome: String(status) },
  body: JSON.stringify({ description: message, errors }),
})
