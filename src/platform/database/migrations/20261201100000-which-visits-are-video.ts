import { Migration } from '@mikro-orm/migrations';

/**
 * Which visit types mean a video visit: the usual words of the field, and the organization's own list in
 * `org_config`. It only adds functions, so the previous release keeps working.
 */
export class Migration20261201100000WhichVisitsAreVideo extends Migration {
  override up() {
    for (const statement of [foldVisitType, namesVideo, isTelehealth]) this.addSql(statement);
  }
}

/**
 * Lower case without accents, whatever the database's locale. Most visit types are ASCII, for which `translate`
 * would take most of the time.
 */
const foldVisitType = String.raw`create function fold_visit_type(visit_type text) returns text
  language plpgsql immutable parallel safe as $$
  declare
    folded text := lower(btrim(visit_type) collate "C");
  begin
    if folded ~ '^[ -~]*$' then return folded; end if;
    return btrim(translate(lower(folded collate "default"),
      'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜàáâãäåçèéêëìíîïñòóôõöøùúûü' || U&'\0300\0301\0302\0303\0308\030A\0327',
      'aaaaaaceeeeiiiinoooooouuuuaaaaaaceeeeiiiinoooooouuuu'));
  end $$`;

/** Groups that capture nothing: PostgreSQL takes several times as long for the others. */
const wholeWords = (source: string) => String.raw`\m${source.replaceAll('(', '(?:')}\M`;
const anyOf = (...alternatives: string[]) => `(${alternatives.join('|')})`;

/** What follows "tele". Not phone, metry, gram, angiectasia … */
const CARE = anyOf(
  'appointment',
  'atencion',
  'behandlung[a-z]*',
  'behav[a-z]*',
  'cardio[a-z]*',
  'care',
  'cita',
  'clinic[a-z]*',
  'consult[a-z]*',
  'counsel[a-z]*',
  'dent[a-z]*',
  'derm[a-z]*',
  'doctor',
  'encounter',
  'exam[a-z]*',
  'follow ?up',
  'geneeskunde',
  'genetic[a-z]*',
  'gesundheit[a-z]*',
  'gyn[a-z]*',
  'health[a-z]*',
  'icu',
  'kardio[a-z]*',
  'konsult[a-z]*',
  'med[a-z]*',
  'mental',
  'neuro[a-z]*',
  'nurs[a-z]*',
  'nutri[a-z]*',
  'onco[a-z]*',
  'pediatr[a-z]*',
  'psic[a-z]*',
  'psik[a-z]*',
  'psiqu[a-z]*',
  'psych[a-z]*',
  'reab[a-z]*',
  'rehab[a-z]*',
  'salud',
  'salute',
  'sante',
  'saude',
  'session',
  'soins?',
  'speech',
  'sprechstunde[a-z]*',
  'stroke',
  'terap[a-z]*',
  'therap[a-z]*',
  'urgent',
  'visit[a-z]*',
);
/** With these, "online" and "remote" mean the visit itself and not its booking, check-in or monitoring. */
const VISIT =
  '(video )?(visit|consult|session|sesion|seance|therap|terap|counsel|encounter|cita|sprechstunde)[a-z]*';

const WORDS = anyOf(
  `tele ?${CARE}`,
  '(video|wideo)[a-z]*',
  'visio( ?(conf|consult|rdv)[a-z]*)?',
  'beeld ?(bel|gesprek|consult)[a-z]*',
  'virtu(al|el)[a-z]*',
  'wirtual[a-z]*',
  'vvc',
  'vr',
  'e ?visit[a-z]*',
  `(online|remote|distance|digitale?) ?${VISIT}`,
  `${VISIT} (online|remot[oae]|en ligne|en linea|a distanc(e|ia)|a distanza)`,
  'fern(behandlung|konsultation|sprechstunde)',
);

/** Procedures that are done on the spot, and therapies that are no visits by video. */
const PROCEDURES = anyOf(
  '(video|wideo) ?([a-z]*(scop|graphy|graphi|grafi)[a-z]*|eeg|swallow[a-z]*|urodynam[a-z]*|capsul[a-z]*|assisted|game[a-z]*|tape[a-z]*|surveil[a-z]*)',
  'virtu(al|el)[a-z]* (real[a-z]*|[a-z]*(scop|graph|kop)[a-z]*|simul[a-z]*|scribe)',
  're[a-z]+ virtu(al|el)[a-z]*',
  'vr (real[a-z]*|therap[a-z]*|exposure|headset[a-z]*|goggles|glasses|treatment|rehab[a-z]*|game[a-z]*)',
);

const IN_PERSON = anyOf('in ?person', 'in ?office', 'en persona', 'presencial', 'presentiel', 'vor ort');
const AND_OR = anyOf('or', 'and', 'oder', 'und', 'o', 'y', 'e', 'ou', 'et');
const NO = anyOf(
  ...['no', 'not', 'non', 'without', 'never', 'instead of', 'rather than'],
  ...['kein[a-z]*', 'ohne', 'nicht', 'sin', 'sans', 'pas', 'senza', 'sem', 'nao', 'niet', 'geen', 'zonder'],
);
const FILLER = anyOf(
  ...['an?', 'any', 'by', 'via', 'for', 'with', 'per', 'as', 'in', 'on', 'using', 'through', 'longer', 'the'],
  ...['available', 'offered', 'suitable', 'eligible', 'appropriate', 'possible', 'de', 'par', 'por', 'als'],
);

/** What does not make the visit one by video. VIDEO stands for each of the words. */
const NOT_MEANT = anyOf(
  'VIDEO (remote )?(interpret[a-z]*|equipment|devices?|kit|tablet|hardware|consent|enrol[a-z]*|onboarding|orientation|set ?up|pick ?up|drop ?off)',
  `${NO} (${FILLER} )*(VIDEO|${IN_PERSON})( ${AND_OR} VIDEO)*`,
  'VIDEO (is )?((not|nicht|no) (available|eligible|allowed|offered|possible|permitted|suitable|appropriate)|unavailable|ineligible|declined)',
  `${IN_PERSON} ${AND_OR}`,
  `(${AND_OR}|to|after|before|from|of|post|pre|prior|than|until|with) ${IN_PERSON}`,
);

/** The first two looks take 4 µs and decide on most visit types. The others take up to 80 µs. */
const namesVideo = `create function names_video(visit_type text) returns boolean
  language plpgsql immutable parallel safe as $$
  declare
    words text := fold_visit_type(visit_type);
    is_by_picture boolean;
  begin
    if words in ('telehealth', 'telehealth visit', 'telemedicine', 'video', 'video visit', 'virtual', 'virtual visit') then return true; end if;
    if words !~ 'tele|video|wideo|visio|virtu|wirtu|vvc|vr|\\me.?visit|online|remot|distan|digital|ligne|linea|fern|beeld' then
      return false;
    end if;
    -- VideoVisit is two words as well.
    words := fold_visit_type(regexp_replace(visit_type, '([a-z])([A-Z])', '\\1 \\2', 'g'));
    words := replace(replace(replace(replace(words, 'w/o', 'without'), '/', ' or '), '&', ' and '), '+', ' and ');
    words := btrim(regexp_replace(words, '[^a-z0-9]+', ' ', 'g'));
    if words in ('online', 'remote') then return true; end if;
    words := regexp_replace(words, '${wholeWords(PROCEDURES)}', ' ', 'g');
    is_by_picture := words ~ '\\m(video|wideo)';
    words := regexp_replace(words, '${wholeWords(WORDS)}', 'VIDEO', 'g');
    if words !~ 'VIDEO' then return false; end if;
    if words ~ '^VIDEO( (visit|new|follow ?up))*$' then return true; end if;
    words := regexp_replace(words, '${wholeWords(NOT_MEANT)}', ' ', 'g');
    return words ~ 'VIDEO' and words !~ '${wholeWords(IN_PERSON)}'
      and (is_by_picture or words !~ '\\m(audio|voice|phone|telephone) only\\M');
  end $$`;

/**
 * Reads the organization's list as it is now, so that a change of it counts at once. A list that the settings'
 * door would refuse counts as not set (src/organizations/settings.ts).
 */
const isTelehealth = `create or replace function is_telehealth(org_id integer, visit_type text) returns boolean
  language plpgsql stable parallel safe as $$
  begin
    return names_video(visit_type) or exists (
      select from org_config as own
      where own.org_id = is_telehealth.org_id and own.config_key = 'visit.telehealth_types'
        and own.config_value ~ '^ *[^ [:cntrl:],][^[:cntrl:],]{0,99}(, *[^ [:cntrl:],][^[:cntrl:],]{0,99}){0,49}$'
        and fold_visit_type(is_telehealth.visit_type) = any(
          select fold_visit_type(one) from unnest(string_to_array(own.config_value, ',')) as one));
  end $$`;
