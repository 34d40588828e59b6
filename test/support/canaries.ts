/** What a patient is known by and has told, in words that nothing else contains. */
export const canaries = {
  name: 'Zebulonia Quetzalfeather',
  email: 'quetzalfeather@patients.example',
  phone: '+15550147733',
  note: 'QUOKKANOTE dreams of water',
  reason: 'QUOKKAREASON',
  /** Not a token, but shown as one. */
  token: 'QUOKKATOKEN.e30.x',
};

/** Any part of them, in any case; JSON web tokens and meeting links of any kind. */
const WORDS = /quetzalfeather|zebulonia|5550147733|quokka|eyJ[\w-]+\.|jwt=/i;
/** A logger that is given bytes writes their numbers. */
const NUMBERS = [...Object.values(canaries), 'Bearer eyJ', 'jwt='].map((text) =>
  [...Buffer.from(text)].join(','),
);

/** The lines of a log, or whatever else is written down, that have one of them in it. */
export const linesWithCanaries = (text: string) =>
  text
    .split('\n')
    .filter(
      (line) => WORDS.test(line) || NUMBERS.some((numbers) => line.replaceAll(' ', '').includes(numbers)),
    );
