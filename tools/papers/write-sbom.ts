import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isAllowed, isMarked, licenceOf, type Sbom } from './sbom.ts';

/*
 * Writes a software bill of materials (CycloneDX 1.5) and a list of licences to build/papers, and checks for
 * security advisories. Fails on a licence that is not allowed and on an advisory. If the registry offers no
 * advisories, it says so and fails only with AUDIT=required.
 */
const FOLDER = 'build/papers';

const npm = (...args: string[]) =>
  JSON.parse(
    spawnSync('npm', args, { encoding: 'utf8', maxBuffer: 2 ** 26, shell: process.platform === 'win32' })
      .stdout,
  );

const { name, version, license } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, string>;
const sbom = npm('sbom', '--sbom-format=cyclonedx', '--sbom-type=application') as Sbom;
// npm uses the name of the folder.
sbom.metadata.component.name = name;
// Not `npm sbom --omit=dev`: it also leaves out packages that both development and production need.
sbom.components = sbom.components.filter((component) => !isMarked(component, 'development'));
const kept = new Set([sbom.metadata.component, ...sbom.components].map((component) => component['bom-ref']));
sbom.dependencies = sbom.dependencies
  .filter(({ ref }) => kept.has(ref))
  .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((one) => kept.has(one)) }));
// Without the web client, which is our own.
const others = sbom.components.filter((component) => !isMarked(component, 'private'));

mkdirSync(FOLDER, { recursive: true });
writeFileSync(`${FOLDER}/sbom.cdx.json`, `${JSON.stringify(sbom, null, 2)}\n`);
const rows = others
  .map((component) => `| ${component.name} | ${component.version} | ${licenceOf(component)} |`)
  .sort();
const heading =
  `# Licences\n\n${name} ${version} is under ${license}. It is made of:\n\n` +
  '| package | version | licence |\n|---|---|---|';
writeFileSync(`${FOLDER}/licences.md`, `${[heading, ...rows].join('\n')}\n`);
process.stdout.write(
  `${others.length} packages are listed in ${FOLDER}/sbom.cdx.json and ${FOLDER}/licences.md\n`,
);

for (const component of others.filter((one) => !isAllowed(licenceOf(one)))) {
  process.stderr.write(
    `${component.name} ${component.version} is under "${licenceOf(component)}", ` +
      'which is not among the licences allowed here\n',
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
    'This registry offers no security advisories, so known vulnerabilities were not checked\n',
  );
  if (process.env.AUDIT === 'required') process.exitCode = 1;
}
