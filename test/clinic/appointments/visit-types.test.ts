import { expect, test } from 'vitest';
import { Appointment } from '../../../src/appointments/appointment.entity.ts';
import { useClinic } from '../../support/clinic.ts';
import type { Answer } from '../../support/people/person.ts';

const clinic = useClinic();

const BY_VIDEO = [
  'Telehealth',
  'TELEHEALTH',
  'tele-health follow-up',
  'Tele Health',
  'TeleHealth New Patient',
  'Telemedicine',
  'Tele-medicine',
  'Telemed',
  'Teleconsultation',
  'Tele-visit',
  'Televisit',
  'Telepsychiatry',
  'Tele-psych',
  'Tele mental health',
  'Teletherapy',
  'Telecare',
  'Telerehabilitation',
  'Telestroke',
  'VVC',
  'VA VVC Home',
  'e-Visit',
  'eVisit',
  'E VISIT',
  'Télémédecine',
  'TÉLÉMÉDECINE',
  'Téléconsultation',
  'Télésanté',
  'Vidéo',
  'Consultation vidéo',
  'Visioconsultation',
  'Visio',
  'Rendez-vous en visio',
  'Video',
  'VIDEO visit',
  'video_visit',
  'VideoVisit',
  'MOBILE_VIDEO',
  'Videosprechstunde',
  'Video-Sprechstunde',
  'Videokonsultation',
  'Online-Sprechstunde',
  'Onlinesprechstunde',
  'Fernbehandlung',
  'Videollamada',
  'Videoconsulta',
  'Teleconsulta',
  'Telemedicina',
  'Telesalud',
  'Telesaúde',
  'Consulta virtual',
  'Cita virtual',
  'Cita por vídeo',
  'Consulta en línea',
  'Consultation à distance',
  'Consulta a distancia',
  'Virtual',
  'Virtual visit',
  'Virtuell',
  'Virtuelle Sprechstunde',
  'Visite virtuelle',
  'Visita virtuale',
  'Televisita',
  'Videovisita',
  'Videobesök',
  'Beeldbellen',
  'VR',
  'VR class',
  'Online',
  'Online visit',
  'Remote visit',
  'Remote consultation',
  'Telehealth (not in person)',
  'Video visit, no copay',
  'Non-urgent video visit',
  'No-show follow-up, video',
  'Video visit - do not reschedule',
  'Video or phone',
  'Phone/Video',
  'In-person or video',
  'In-person/Telehealth',
  'Telephone or video visit',
  'Telehealth instead of in person',
  'Video follow-up after in-person',
  'Telehealth office visit',
  'New patient - Telehealth',
  'TELEHEALTH_FOLLOWUP',
  'Group therapy (virtual)',
  'Telehealth, no interpreter',
  'Not urgent: telehealth',
  'Tele-Medicine',
  'TeleVisit',
  'MyChart Video Visit',
  'Virtual Care',
  'Video Conference',
  'Video conferencing',
  'Telepsychology',
  'telehealth_video',
  'Virtual Check-In',
  'E-visit',
  'E-Visits',
  'VA Video Connect',
  'VVC-Home',
  'Télésoin',
  'Télé-consultation',
  'Consulta por video',
  'Videoconferencia',
  'Teleterapia',
  'Telepsicología',
  'Telekonsultation',
  'Online-Videosprechstunde',
  'Videotelefonie',
  'Digitale Sprechstunde',
  'Virtual Visit - No Charge',
  'No charge video visit',
  'Telehealth - phone backup',
  'NEW PT TELEHEALTH',
  'Tele Psych Eval',
  'Tele-ICU',
  'Telenursing',
  'Teledentistry',
  'Telegenetics',
  'Tele-neurology',
  'Teleneurology',
  'Consultation vidéo de suivi',
  'Téléconsultation vidéo',
  'Vidéoconsultation',
  'video-call',
  'Videocall',
  'Visio-consultation',
  'Consulta en vídeo',
  'Llamada de video',
  'virtual/telehealth',
  'Telehealth/In-person',
  'Video: not in person',
  'Class: VR',
  'Virtual encounter',
  'Telehealth without interpreter',
  'Video visit (no labs)',
  'Télépsychiatrie',
  'Telesprechstunde',
  'Videochat',
  'Fernkonsultation',
  'Video-Anruf',
  'Videoanruf',
  'Chiamata video',
  'Consultation via video link',
  'Telehealth Non-Billable',
  'Follow up (video - no exam)',
  'E visit',
  'Telehealth (Zoom)',
];

const NOT_BY_VIDEO = [
  '',
  'In-person',
  'Office visit',
  'Telephone',
  'TELEPHONE CALL',
  'Phone visit',
  'Tele-phone visit',
  'Telephone consultation',
  'Telefon',
  'Teléfono',
  'Consulta telefónica',
  'Telefonsprechstunde',
  'Téléphone',
  'Télécopie',
  'Telemetry',
  'Cardiac telemetry check',
  'Telangiectasia',
  'Telogen effluvium',
  'Telegram',
  'In-person (no video)',
  'In person, without video',
  'Not virtual',
  'not a virtual visit',
  'Non-virtual',
  'non-video',
  'Non telehealth',
  'No telehealth',
  'Not by video',
  'Not eligible for telehealth',
  'Telehealth not available',
  'Remote Patient Monitoring device pickup',
  'Remote monitoring',
  'Online check-in, in person',
  'Virtual check-in, in person',
  'Online booking: office visit',
  'Ohne Video',
  'Kein Video',
  'Nicht virtuell',
  'Keine Videosprechstunde',
  'Sin vídeo',
  'Sans vidéo',
  'Pas de vidéo',
  'Presencial (sin video)',
  'Video EEG',
  'Videofluoroscopic swallow study',
  'Video swallow study',
  'Videolaryngoscopy',
  'Videostroboscopy',
  'Videonystagmography',
  'Video urodynamics',
  'Video-assisted thoracoscopic surgery',
  'Virtual colonoscopy',
  'Virtual reality therapy',
  'VR therapy',
  'In-person with video interpreter',
  'Telehealth device pickup',
  'Telehealth equipment return visit (equipment)',
  'Telehealth setup',
  'Vision test',
  'Vision therapy',
  'Television interview',
  'Provider evisceration',
  'Invirtuous',
  'Telehealth - audio only',
  'Evideo',
  'MRI',
  'CVR clinic',
  'Distance vision',
  'Line placement',
  'PICC line',
  'Beeldvorming',
  'No video or telehealth',
  'Digital rectal exam',
  'Pre visit planning',
  'Well visit',
  'Same-visit',
  'Telephone Encounter',
  'Tel. consultation',
  'Telefonische Sprechstunde',
  'Telefonkonsultation',
  'Not a video visit',
  'No virtual',
  'w/o video',
  'without any video',
  'In-person, no telehealth',
  'Video declined',
  'Remote device check',
  'Remote interrogation',
  'Remote pacemaker check',
  'Online form',
  'Online scheduling',
  'Online payment',
  'Online check-in',
  'Telescope',
  'Telecom',
  'Television',
  'Audio only',
  'Phone follow-up',
  'non-tele-health',
  'Nontelehealth',
  'Non telehealth visit',
  'never video',
  'Office (not telehealth)',
  'In clinic - no virtual option',
  'On-site, not by video',
  'Video not available',
  'In-person visit (telehealth not available)',
  'ohne Videosprechstunde',
  'keine Videosprechstunde',
  'consulta presencial, no virtual',
  'presencial sin videollamada',
  'pas de vidéo',
  'sans visio',
  'en personne',
  'Remote Patient Monitoring',
  'RPM device setup',
  'Device pickup for remote monitoring',
  'Televideo equipment',
  'In person',
  'in-person only (no telehealth)',
  'in person instead of video',
  'In-person rather than virtual',
  'Phone (not video)',
  'Phone, no video',
  'Lab',
];

/** Writes the organization's list by hand, as an administrator of the database would. */
const writeList = (list: string, orgId = 1) =>
  clinic.em.execute(
    "insert into org_config values (?, 'visit.telehealth_types', ?) on conflict (org_id, config_key) do update set config_value = excluded.config_value",
    [orgId, list],
  );

const startsAt = new Date('2026-11-23T14:00:00Z');
const visitOf = (visitType: string, index: number) => ({
  id: index + 1,
  orgId: 1,
  providerId: 45,
  patientId: 89,
  visitType,
  startDate: '2026-11-23',
  startsAt,
  endsAt: new Date(startsAt.getTime() + 30 * 60_000),
});

interface Visits {
  appointments: {
    nodes: { visitType: string; telehealth: boolean }[];
    pageInfo: { endCursor: string | null };
  };
}

/** The visit types that the API lists as visits by video, or as others, and whether it says the same of each. */
async function listed(telehealth: boolean, admin = clinic.admin) {
  const types: string[] = [];
  for (let after: string | null | undefined = null; after !== undefined; ) {
    const answer: Answer<Visits> = await admin.graphql<Visits>(
      `query ($filter: AppointmentFilter, $after: String) {
        appointments(filter: $filter, first: 100, after: $after) { nodes { visitType telehealth } pageInfo { endCursor } }
      }`,
      { filter: { telehealth }, after },
    );
    const { nodes = [], pageInfo } = answer.data?.appointments ?? {};
    expect(nodes.filter((visit) => visit.telehealth !== telehealth)).toEqual([]);
    types.push(...nodes.map(({ visitType }) => visitType));
    after = nodes.length === 100 ? pageInfo?.endCursor : undefined;
  }
  if (telehealth && admin === clinic.admin) expect(types.toSorted()).toEqual(await known());
  return types.toSorted();
}

/** As triggers and metrics know it. */
async function known() {
  const rows = await clinic.em.execute<{ visit_type: string }[]>(
    'select visit_type from appointments where org_id = 1 and is_telehealth(org_id, visit_type)',
  );
  return rows.map((row) => row.visit_type).toSorted();
}

test('which visits are by video is known by the words of the field, in several languages', async () => {
  await clinic.em.insertMany(Appointment, [...BY_VIDEO, ...NOT_BY_VIDEO].map(visitOf));
  expect(await listed(true)).toEqual(BY_VIDEO.toSorted());
  expect(await listed(false)).toEqual(NOT_BY_VIDEO.toSorted());
});

test('an accent may be a character of its own', async () => {
  await clinic.book({ visitType: 'Télémédecine'.normalize('NFD') });
  expect(await listed(true)).toHaveLength(1);
});

test("the organization's list adds types of its own, in any case, with any spaces around them", async () => {
  await clinic.book({ id: 1, visitType: 'MOBILE_ANY_GROUP' });
  await clinic.book({ id: 2, visitType: ' contrôle à la maison ' });
  await clinic.book({ id: 3, visitType: 'Mobile any group, in person' });
  await clinic.book({ id: 4, visitType: 'Telehealth' });
  expect(await listed(true)).toEqual(['Telehealth']);
  await writeList(' Mobile_Any_Group ,CONTRÔLE À LA MAISON');
  expect(await listed(true)).toEqual([' contrôle à la maison ', 'MOBILE_ANY_GROUP', 'Telehealth']);

  expect((await clinic.john.start('1')).errors).toBeUndefined();
  expect(await clinic.john.start('3')).toBeRefused('BAD_USER_INPUT');

  await clinic.em.execute("delete from org_config where config_key = 'visit.telehealth_types'");
  expect(await listed(true)).toEqual(['Telehealth']);
});

test("the list is the organization's alone", async () => {
  await clinic.book({ id: 1, visitType: 'Kiosk' });
  await clinic.book({ id: 2, visitType: 'Kiosk', orgId: 2, providerId: 61, patientId: 201 });
  await writeList('Kiosk', 2);
  expect(await listed(true)).toEqual([]);
  expect(await listed(true, clinic.otherAdmin)).toEqual(['Kiosk']);
});

test.each([
  '',
  ' ',
  ',',
  'Kiosk,',
  'Kiosk,,Booth',
  'Kiosk\nBooth',
  'x'.repeat(101),
  `${'Kiosk,'.repeat(50)}Kiosk`,
])('a broken list counts as none: "%s"', async (list) => {
  await clinic.book({ id: 1, visitType: '' });
  await clinic.book({ id: 2, visitType: 'Kiosk' });
  await clinic.book({ id: 3, visitType: 'Telehealth' });
  await writeList(list);
  expect(await listed(true)).toEqual(['Telehealth']);
});
