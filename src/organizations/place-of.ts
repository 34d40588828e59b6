/**
 * Identifies the row of a secret. It is the additional authenticated data of the encryption, so a value
 * copied to another row cannot be decrypted.
 */
export const placeOf = (orgId: number, configKey: string) => `org_config/${orgId}/${configKey}`;
