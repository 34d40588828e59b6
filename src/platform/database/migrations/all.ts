import { Migration20261123000000Start } from './20261123000000-start.ts';
import { Migration20261124000000WaitingPatients } from './20261124000000-waiting-patients.ts';
import { Migration20261125000000OrganizationsApart } from './20261125000000-organizations-apart.ts';
import { Migration20261126000000TelehealthDays } from './20261126000000-telehealth-days.ts';
import { Migration20261126000100CountTelehealthDays } from './20261126000100-count-telehealth-days.ts';
import { Migration20261127000000AuditChain } from './20261127000000-audit-chain.ts';
import { Migration20261127000100ChainAuditEntries } from './20261127000100-chain-audit-entries.ts';
import { Migration20261130000000LinkAuditEntries } from './20261130000000-link-audit-entries.ts';
import { Migration20261130000100CountRepeatedRefusals } from './20261130000100-count-repeated-refusals.ts';
import { Migration20261130010000LinkedAccounts } from './20261130010000-linked-accounts.ts';
import { Migration20261130020000CloseMinutesByOneClock } from './20261130020000-close-minutes-by-one-clock.ts';
import { Migration20261130200000AuditSubjects } from './20261130200000-audit-subjects.ts';
import { Migration20261130200100AppointmentVersion } from './20261130200100-appointment-version.ts';
import { Migration20261201100000WhichVisitsAreVideo } from './20261201100000-which-visits-are-video.ts';
import { Migration20261201100100DaysByVisitType } from './20261201100100-days-by-visit-type.ts';
import { Migration20261201100200CountDaysByVisitType } from './20261201100200-count-days-by-visit-type.ts';
import { Migration20261201100300WhereOrganizationsAre } from './20261201100300-where-organizations-are.ts';
import { Migration20261201200000SessionsOfTheirOwn } from './20261201200000-sessions-of-their-own.ts';
import { Migration20261201200100CompleteSessions } from './20261201200100-complete-sessions.ts';
import { Migration20261201200200ListVisitTypes } from './20261201200200-list-visit-types.ts';
import { Migration20261201210000RoomPresences } from './20261201210000-room-presences.ts';
import { Migration20261201300000OnDemandRooms } from './20261201300000-on-demand-rooms.ts';
import { Migration20261201310000NotifyOfAppointments } from './20261201310000-notify-of-appointments.ts';

/** All migrations in the order of their application. The embedded database and servers have the same. */
export const migrations = [
  { name: 'Migration20261123000000Start', class: Migration20261123000000Start },
  { name: 'Migration20261124000000WaitingPatients', class: Migration20261124000000WaitingPatients },
  { name: 'Migration20261125000000OrganizationsApart', class: Migration20261125000000OrganizationsApart },
  { name: 'Migration20261126000000TelehealthDays', class: Migration20261126000000TelehealthDays },
  { name: 'Migration20261126000100CountTelehealthDays', class: Migration20261126000100CountTelehealthDays },
  { name: 'Migration20261127000000AuditChain', class: Migration20261127000000AuditChain },
  { name: 'Migration20261127000100ChainAuditEntries', class: Migration20261127000100ChainAuditEntries },
  { name: 'Migration20261130000000LinkAuditEntries', class: Migration20261130000000LinkAuditEntries },
  {
    name: 'Migration20261130000100CountRepeatedRefusals',
    class: Migration20261130000100CountRepeatedRefusals,
  },
  { name: 'Migration20261130010000LinkedAccounts', class: Migration20261130010000LinkedAccounts },
  {
    name: 'Migration20261130020000CloseMinutesByOneClock',
    class: Migration20261130020000CloseMinutesByOneClock,
  },
  { name: 'Migration20261130200000AuditSubjects', class: Migration20261130200000AuditSubjects },
  { name: 'Migration20261130200100AppointmentVersion', class: Migration20261130200100AppointmentVersion },
  { name: 'Migration20261201100000WhichVisitsAreVideo', class: Migration20261201100000WhichVisitsAreVideo },
  { name: 'Migration20261201100100DaysByVisitType', class: Migration20261201100100DaysByVisitType },
  { name: 'Migration20261201100200CountDaysByVisitType', class: Migration20261201100200CountDaysByVisitType },
  {
    name: 'Migration20261201100300WhereOrganizationsAre',
    class: Migration20261201100300WhereOrganizationsAre,
  },
  { name: 'Migration20261201200000SessionsOfTheirOwn', class: Migration20261201200000SessionsOfTheirOwn },
  { name: 'Migration20261201200100CompleteSessions', class: Migration20261201200100CompleteSessions },
  { name: 'Migration20261201200200ListVisitTypes', class: Migration20261201200200ListVisitTypes },
  { name: 'Migration20261201210000RoomPresences', class: Migration20261201210000RoomPresences },
  { name: 'Migration20261201300000OnDemandRooms', class: Migration20261201300000OnDemandRooms },
  {
    name: 'Migration20261201310000NotifyOfAppointments',
    class: Migration20261201310000NotifyOfAppointments,
  },
];
