import { Appointment } from './appointments/appointment.entity.ts';
import { TelehealthSession } from './appointments/session.entity.ts';
import { AuditEntry } from './audit/audit-entry.entity.ts';
import { AuditHead } from './audit/audit-head.entity.ts';
import { SoapNote, SoapNoteVersion } from './notes/soap-note.entity.ts';
import { OrgSetting } from './organizations/org-setting.entity.ts';
import { Organization } from './organizations/organization.entity.ts';
import { Administrator } from './people/administrator.entity.ts';
import { Patient } from './people/patient.entity.ts';
import { Provider } from './people/provider.entity.ts';
import { WaitingPatient } from './telehealth/waiting-patient.entity.ts';

/** Every table, for the ORM. */
export const entities = [
  Organization,
  OrgSetting,
  Administrator,
  Provider,
  Patient,
  Appointment,
  TelehealthSession,
  WaitingPatient,
  SoapNote,
  SoapNoteVersion,
  AuditEntry,
  AuditHead,
];
