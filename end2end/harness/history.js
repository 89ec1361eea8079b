import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * The container's database, looked at from outside: nothing of the container can then tell a finer story than its disk does.
 *
 * @typedef {{ attempt: string, no: number, item: string, response: string, device: string, n: number, outcome: string }} Row
 * @typedef {(attempts: string[]) => Row[]} History
 */

const COLUMNS = 'attempt, no, item, response, device, n, outcome';

/**
 * By Node's own SQLite, which it has from version 22, else by the program `sqlite3`; nothing where there is neither.
 * @param {string} folder the container's data
 * @returns {Promise<{ by: string, history: History | undefined }>}
 */
export async function openHistory(folder) {
  const file = join(folder, 'platform.db');
  const query = (/** @type {string[]} */ attempts) => {
    if (attempts.some((attempt) => !/^[\w-]+$/.test(attempt))) throw new Error('that is no attempt');
    return `SELECT ${COLUMNS} FROM changes WHERE attempt IN (${attempts.map((attempt) => `'${attempt}'`)}) ORDER BY attempt, no`;
  };
  try {
    // @ts-ignore Node 20 has none
    const { DatabaseSync } = await import('node:sqlite');
    return {
      by: 'node:sqlite',
      history(attempts) {
        const database = new DatabaseSync(file, { readOnly: true });
        try {
          return database.prepare(query(attempts)).all();
        } finally {
          database.close();
        }
      },
    };
  } catch {
    // Older.
  }
  try {
    execFileSync('sqlite3', ['-version']);
    return { by: 'sqlite3', history: (attempts) => JSON.parse(String(execFileSync('sqlite3', ['-readonly', '-json', file, query(attempts)])) || '[]') };
  } catch {
    return { by: 'the API alone', history: undefined };
  }
}
