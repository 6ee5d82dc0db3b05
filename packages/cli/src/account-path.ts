/** Where the API has the account of an issuer. */
export const accountPath = (issuer: string): string => `/accounts/${encodeURIComponent(issuer)}`
