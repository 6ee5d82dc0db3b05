import { z } from 'zod'

/** Where a provider's HTTP API is. Credentials have fields of their own, so that they are known to be secrets. */
export const Endpoint = z.url({ protocol: /^https?$/ }).refine(
  (text) => {
    const { username, password } = new URL(text)
    return username === '' && password === ''
  },
  { error: 'put user name and password into their own fields, not into the URL' },
)

/** The resource below the endpoint, whether or not that ends in a slash; its query stays. */
export function below(endpoint: string, path: string): URL {
  const url = new URL(endpoint)
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/${path}`
  return url
}
