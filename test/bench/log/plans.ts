import { Client } from 'pg';
import { ask, questions } from './questions.js';

/** The plans of every statement that a question runs, as PostgreSQL made them: which index, and how many rows it met. */
export async function plansOf(adminUrl: string): Promise<string> {
  const client = new Client({ connectionString: adminUrl });
  const plans: string[] = [];
  client.on('notice', ({ message }) => message?.startsWith('duration') && plans.push(linesOf(message)));
  await client.connect();
  try {
    await client.query(`load 'auto_explain'; set auto_explain.log_min_duration = 0; set auto_explain.log_analyze = on;
      set auto_explain.log_nested_statements = on; set auto_explain.log_timing = off; set client_min_messages = log`);
    const shown: string[] = [];
    for (const question of questions) {
      plans.length = 0;
      await ask(client, question);
      shown.push(`== ${question.name}\n${[...new Set(plans)].join('\n')}`);
    }
    return shown.join('\n\n');
  } finally {
    await client.end();
  }
}

/** Scans of the log's lines alone: what else runs has rows by the handful. */
const linesOf = (message: string): string =>
  message
    .split('\n')
    .filter((line) => /access_line|access_pending/.test(line))
    .map((line) => line.replace(/\(cost=[^)]*\) /, '').trim())
    .join('\n');
