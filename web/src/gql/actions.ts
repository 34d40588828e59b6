// Made by `npm run codegen` from schema/actions.json. Changes made here are lost.
export const ACTIONS = [
  "change a setting",
  "check the settings",
  "create an on-demand visit",
  "end a telehealth visit",
  "join a telehealth visit",
  "list appointments",
  "read a SOAP note",
  "read the audit log",
  "record a telehealth visit",
  "rotate the encryption key",
  "save a SOAP note",
  "see a telehealth room",
  "see a telehealth visit",
  "see an appointment",
  "see telehealth metrics",
  "see the encryption keys",
  "see the linked accounts",
  "see the settings",
  "start a telehealth visit",
  "try many other things",
  "unlink accounts",
  "wait for a telehealth visit"
] as const;

export type Action = (typeof ACTIONS)[number];
