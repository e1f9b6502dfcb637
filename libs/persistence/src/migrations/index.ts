import { Directory1764115200001 } from './0001-directory.js';
import { Operations1764115200002 } from './0002-operations.js';
import { Talk1764115200003 } from './0003-talk.js';
import { Audiences1764115200004 } from './0004-audiences.js';
import { Datasets1764115200005 } from './0005-datasets.js';
import { AccessLog1764115200006 } from './0006-access-log.js';
import { Grants1764115200007 } from './0007-grants.js';
import { Releases1764115200008 } from './0008-releases.js';
import { Imports1764115200009 } from './0009-imports.js';
import { Search1764115200010 } from './0010-search.js';
import { Admissions1764115200011 } from './0011-admissions.js';
import { LeftItems1764115200012 } from './0012-left-items.js';
import { TransparencyLog1764115200013 } from './0013-transparency-log.js';
import { AccessLines1764115200014 } from './0014-access-lines.js';
import { ReadingTheLog1764115200015 } from './0015-reading-the-log.js';
import { FirstQuestions1764115200016 } from './0016-first-questions.js';
import { LogFigures1764115200017 } from './0017-log-figures.js';
import { Auditing1764115200018 } from './0018-auditing.js';
import { RightsOfFunctions1764115200019 } from './0019-rights-of-functions.js';
import { Erasure1764115200020 } from './0020-erasure.js';
import { Retention1764115200021 } from './0021-retention.js';
import { LogSubscriptions1764115200022 } from './0022-log-subscriptions.js';
import { Receipts1764115200023 } from './0023-receipts.js';
import { AskedOnce1764115200024 } from './0024-asked-once.js';

export const migrations = [
  Directory1764115200001,
  Operations1764115200002,
  Talk1764115200003,
  Audiences1764115200004,
  Datasets1764115200005,
  AccessLog1764115200006,
  Grants1764115200007,
  Releases1764115200008,
  Imports1764115200009,
  Search1764115200010,
  Admissions1764115200011,
  LeftItems1764115200012,
  TransparencyLog1764115200013,
  AccessLines1764115200014,
  ReadingTheLog1764115200015,
  FirstQuestions1764115200016,
  LogFigures1764115200017,
  Auditing1764115200018,
  RightsOfFunctions1764115200019,
  Erasure1764115200020,
  Retention1764115200021,
  LogSubscriptions1764115200022,
  Receipts1764115200023,
  AskedOnce1764115200024,
];
