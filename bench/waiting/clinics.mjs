import { execFileSync } from 'node:child_process';
import { ask } from '../postgresql.mjs';

/** A new database with clinics of a provider each, and patients who all have a visit by video today. */
export async function fillClinics(server, { patients, patientsPerClinic }) {
  const name = `bench_${Date.now()}`;
  const url = Object.assign(new URL(server), { pathname: name }).href;
  await ask(server, `create database ${name}`);
  bringUpToDate(url);
  const clinics = Math.ceil(patients / patientsPerClinic);
  const clinicOf = `((n - 1) % ${clinics} + 1)`;
  await ask(
    url,
    `insert into organizations select n, 'practice-' || n, 'Practice ' || n from generate_series(1, ${clinics}) n`,
    `insert into providers select n, n, 'Provider ' || n from generate_series(1, ${clinics}) n`,
    `insert into patients select n, ${clinicOf}, 'Patient ' || n from generate_series(1, ${patients}) n`,
    `insert into appointments select n, ${clinicOf}, ${clinicOf}, n, 'SCHEDULED', 'Telehealth', current_date, now(), now() + interval '30 minutes'
     from generate_series(1, ${patients}) n`,
    'vacuum analyze',
  );
  // One after the other of another clinic, so that however few have come, they are of all clinics.
  const visits = Array.from({ length: patients }, (_, index) => {
    const clinic = (index % clinics) + 1;
    return { orgId: clinic, providerId: clinic, patientId: index + 1, appointmentId: index + 1 };
  });
  return { url, visits, clinics };
}

/** Whichever command opens the database also brings its tables up to date; of an organization that is not there it says so. */
export function bringUpToDate(url) {
  try {
    execFileSync(process.execPath, ['dist/commands/config.js', 'list', '1'], {
      env: { PATH: process.env.PATH, DATABASE_URL: url },
      stdio: 'pipe',
    });
  } catch (error) {
    if (!String(error.stderr).includes('There is no organization')) throw error;
  }
}
