// Benchmarks Readyroom against alternatives and against the limit of this machine. See README.md.
import { judge } from './goals.mjs';
import { chosen, measure } from './measure.mjs';
import { printCase, printForeignLoad, printGoals, save } from './report.mjs';

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

const settings = chosen({ rounds: 5, seconds: 4 });
console.log(`${settings.connections} connections, ${settings.rounds} rounds of ${settings.seconds} s`);
const measured = await measure(settings, printCase);
const goals = judge(measured.results);
printGoals(goals);
printForeignLoad(measured.results);
save('requests', { ...measured, goals });
