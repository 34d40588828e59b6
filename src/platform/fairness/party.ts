import { SYSTEM, type System, type Viewer } from '../viewer.ts';

/** A person of an organization, under the names by which both are known after verification. */
export interface Party {
  organization: number | string;
  person: string;
}

export const partyOf = (viewer: Viewer | System): Party =>
  viewer === SYSTEM
    ? { organization: SYSTEM, person: SYSTEM }
    : { organization: viewer.orgId, person: viewer.identity };
