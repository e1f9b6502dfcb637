import { spawnSync } from 'node:child_process';
import { Client } from 'pg';
import { OwnPostgres } from './delivery/own-postgres.js';
const p = await OwnPostgres.start({ segment: 1 });
const run = p as unknown as { processes(): number[] };
const admin = new Client({ connectionString: p.adminUrl }); admin.on('error', (e) => console.log('lost', e.message));
await admin.connect();
await admin.query('create table t (x text)');
await admin.query("insert into t select repeat(md5(random()::text), 20) from generate_series(1,3000)");
p.fillDisk(1);
console.log(spawnSync('prlimit', ['--pid', String(run.processes()[0]), '--fsize'], { encoding: 'utf8' }));
console.log(run.processes().length, (await admin.query('show wal_segment_size')).rows);
try { await admin.query("insert into t select repeat(md5(random()::text), 20) from generate_series(1,3000)"); console.log('went through'); } catch (e) { console.log(String(e)); }
console.log(p.log.split('\n').slice(-4).join('\n'));
p.fillDisk(0.5);
for (let n=0;n<5;n++) try { await admin.query("create table u"+n+" as select repeat(md5(random()::text), 20) from generate_series(1,500)"); console.log('went through'); } catch (e) { console.log(String(e)); }
console.log(p.log.split('\n').slice(-8).join('\n'));
p.emptyDisk(); await p.answers(); 
await p.stop(); process.exit(0);
