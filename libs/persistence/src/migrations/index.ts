import { Directory1700000000001 } from './0001-directory.js';
import { Operations1700000000002 } from './0002-operations.js';
import { Talk1700000000003 } from './0003-talk.js';
import { Audiences1700000000004 } from './0004-audiences.js';
import { Datasets1700000000005 } from './0005-datasets.js';
import { AccessLog1700000000006 } from './0006-access-log.js';
import { Grants1700000000007 } from './0007-grants.js';
import { Releases1700000000008 } from './0008-releases.js';
import { Imports1700000000009 } from './0009-imports.js';
import { Search1700000000010 } from './0010-search.js';
import { Admissions1700000000011 } from './0011-admissions.js';
import { LeftItems1700000000012 } from './0012-left-items.js';
import { ReleaseDelegates1700000000013 } from './0013-release-delegates.js';
import { ReleaseExpiry1700000000014 } from './0014-release-expiry.js';

export const migrations = [
  Directory1700000000001,
  Operations1700000000002,
  Talk1700000000003,
  Audiences1700000000004,
  Datasets1700000000005,
  AccessLog1700000000006,
  Grants1700000000007,
  Releases1700000000008,
  Imports1700000000009,
  Search1700000000010,
  Admissions1700000000011,
  LeftItems1700000000012,
  ReleaseDelegates1700000000013,
  ReleaseExpiry1700000000014,
];
