import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isAllowed, isMarked, licenceOf, type Sbom } from './sbom.ts';

/*
 * What others ask for before they run the server: what it is made of (CycloneDX 1.5) and under which licences, in build/papers, and whether
 * anything of it is known to be unsafe. Fails on a licence that is not allowed and on an advisory; where the registry has no advisories to
 * ask for, it says so, and fails only if AUDIT=required.
 */
const FOLDER = 'build/papers';

const npm = (...args: string[]) =>
  JSON.parse(
    spawnSync('npm', args, { encoding: 'utf8', maxBuffer: 2 ** 26, shell: process.platform === 'win32' })
      .stdout,
  );

const { name, version, license } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, string>;
const sbom = npm('sbom', '--sbom-format=cyclonedx', '--sbom-type=application') as Sbom;
// npm calls it by the folder that it lies in.
sbom.metadata.component.name = name;
// Asked to leave out what only developers need, npm leaves out what both need.
sbom.components = sbom.components.filter((component) => !isMarked(component, 'development'));
const kept = new Set([sbom.metadata.component, ...sbom.components].map((component) => component['bom-ref']));
sbom.dependencies = sbom.dependencies
  .filter(({ ref }) => kept.has(ref))
  .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((one) => kept.has(one)) }));
// Not the web client, which is our own.
const others = sbom.components.filter((component) => !isMarked(component, 'private'));

mkdirSync(FOLDER, { recursive: true });
writeFileSync(`${FOLDER}/sbom.cdx.json`, `${JSON.stringify(sbom, null, 2)}\n`);
const rows = others
  .map((component) => `| ${component.name} | ${component.version} | ${licenceOf(component)} |`)
  .sort();
const heading = `# Licences\n\n${name} ${version} is under ${license}. It is made of:\n\n| package | version | licence |\n|---|---|---|`;
writeFileSync(`${FOLDER}/licences.md`, `${[heading, ...rows].join('\n')}\n`);
process.stdout.write(
  `${others.length} packages are listed in ${FOLDER}/sbom.cdx.json and ${FOLDER}/licences.md\n`,
);

for (const component of others.filter((one) => !isAllowed(licenceOf(one)))) {
  process.stderr.write(
    `${component.name} ${component.version} is under "${licenceOf(component)}", which is not among the licences allowed here\n`,
  );
  process.exitCode = 1;
}

const report = npm('audit', '--omit=dev', '--json') as {
  vulnerabilities?: Record<string, { severity: string }>;
};
if (report.vulnerabilities) {
  for (const [unsafe, { severity }] of Object.entries(report.vulnerabilities)) {
    process.stderr.write(`${unsafe}: ${severity}, see npm audit\n`);
    process.exitCode = 1;
  }
} else {
  process.stderr.write(
    'This registry has no advisories to ask for: whether anything is known to be unsafe is not known\n',
  );
  if (process.env.AUDIT === 'required') process.exitCode = 1;
}
