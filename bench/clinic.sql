-- Two practices with 20,000 appointments and 1,000 patients in total, the same in every run. cases.mjs relies
-- on the ids.
insert into organizations (id, alias, name) values (1, 'practice-1', 'Family Practice'), (2, 'practice-2', 'Lakeside Pediatrics');

insert into providers (id, org_id, name, email)
select n, case when n <= 50 then 1 else 2 end, 'Dr. Provider ' || n, 'provider-' || n || '@example.com' from generate_series(41, 60) n;

insert into patients (id, org_id, name, email)
select n, case when n <= 600 then 1 else 2 end, 'Patient ' || n, 'patient-' || n || '@example.com' from generate_series(1, 1000) n;

-- Every fifth appointment is a video visit of provider 45.
insert into appointments
  (id, org_id, provider_id, patient_id, status, visit_type, appointment_start_date, appointment_start_time, appointment_end_time)
select n, org, provider, case org when 1 then 1 + n * 7 % 600 else 601 + n * 7 % 400 end,
  case n % 8 when 0 then 'NO_SHOW' when 3 then 'CANCELLED' else 'COMPLETED' end,
  case when provider = 45 or n % 3 > 0 then 'Telehealth' else 'In-person' end,
  start::date, start, start + interval '30 minutes'
from generate_series(1, 20000) n,
  lateral (select timestamptz '2026-01-05 08:00Z' + n * interval '10 minutes' as start) at,
  lateral (select case when n % 5 < 3 then 1 else 2 end as org) of,
  lateral (select case n % 5 when 0 then 45 when 1 then 41 + n / 5 % 4 when 2 then 46 + n / 5 % 5 else 51 + n / 5 % 10 end as provider) with_whom;

insert into telehealth_sessions (id, org_id, patient_id, status, started_at, patient_joined_at, ended_at)
select id, org_id, patient_id, 'ENDED', appointment_start_time, appointment_start_time, appointment_end_time
from appointments where status = 'COMPLETED' and visit_type = 'Telehealth';

-- Each of 64 patients has eight open visits and eight that have not started.
insert into appointments
  (id, org_id, provider_id, patient_id, status, visit_type, appointment_start_date, appointment_start_time, appointment_end_time)
select first + n, 1, 46, 1 + n / 8, 'CONFIRMED', 'Telehealth', start::date, start, start + interval '30 minutes'
from unnest(array[30000, 40000]) first, generate_series(0, 511) n,
  lateral (select timestamptz '2026-06-01 08:00Z' + n * interval '10 minutes' as start) at;

insert into telehealth_sessions (id, org_id, patient_id, started_at)
select id, org_id, patient_id, appointment_start_time from appointments where id between 30000 and 30511;

select setval('appointments_id_seq', 50000);
vacuum analyze;
