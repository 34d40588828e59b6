/** Where a secret is stored. It is authenticated with the secret, so that neither is of use in another row. */
export const placeOf = (orgId: number, configKey: string) => `org_config/${orgId}/${configKey}`;
