import { onTestFinished } from 'vitest'
import { type SandboxCloudflareOptions, startSandboxCloudflare } from './start.ts'

export const zoneId = 'a'.repeat(32)
export const at = (name: string, content: string, more: object = {}) => ({
  ...{ type: 'TXT', name, content },
  ...more,
})

interface Answer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: whatever the API says; the test says what it expects.
  readonly body: any
}

/** Cloudflare with example.com, and who may do everything there. It is gone when the test is. */
export async function cloudflare(options: Partial<SandboxCloudflareOptions> = {}) {
  const vendor = await startSandboxCloudflare({
    zones: [{ name: 'example.com', id: zoneId }],
    tokens: { good: {} },
    ...options,
  })
  onTestFinished(() => vendor.close())
  const call = async (operation: string, body?: unknown, token = 'good'): Promise<Answer> => {
    const [method = '', path = ''] = operation.split(' ')
    const response = await fetch(`${vendor.endpoint}${path.replace('{id}', zoneId)}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const { status, headers } = response
    return { status, headers, body: await response.json() }
  }
  return { vendor, call }
}

/** `status code` of a refusal. */
export const refusal = ({ status, body }: Answer): string => `${status} ${body.errors[0]?.code}`
