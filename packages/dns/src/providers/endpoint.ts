import { z } from 'zod'

/** Whether a URL holds a user name or password. What is no URL holds none. */
export function hasCredentials(text: string): boolean {
  const { username = '', password = '' } = URL.parse(text) ?? {}
  return username !== '' || password !== ''
}

/** Where a provider's HTTP API is. Credentials have fields of their own, so that they are known to be secrets. */
export const Endpoint = z
  .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
  .refine((text) => !hasCredentials(text), {
    error: 'must not hold a user name or password: they have fields of their own',
  })

/** The resource below the endpoint, whether or not that ends in a slash; its query stays. */
export function below(endpoint: string, path: string): URL {
  const url = new URL(endpoint)
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/${path}`
  return url
}
