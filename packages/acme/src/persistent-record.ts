interface PersistentRecord {
  /** One of the challenge's `issuerDomainNames`. */
  readonly issuerDomainName: string
  readonly accountUrl: string
  /** Also for every name below, and its wildcard. */
  readonly wildcard?: boolean
  /** No validation begins after it. */
  readonly persistUntil?: Date
}

/** The value of the TXT record at `_validation-persist.<name>` that answers dns-persist-01: draft-ietf-acme-dns-persist. */
export const persistentRecord = (record: PersistentRecord): string =>
  [
    record.issuerDomainName,
    `accounturi=${record.accountUrl}`,
    ...(record.wildcard === true ? ['policy=wildcard'] : []),
    ...(record.persistUntil
      ? [`persistUntil=${Math.floor(record.persistUntil.getTime() / 1000)}`]
      : []),
  ].join('; ')
