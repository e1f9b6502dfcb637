import { Module } from '@nestjs/common';
import { PersistenceModule } from '../platform/persistence.module.js';
import { EditDataset } from './edit-dataset.js';
import { RecordAssessment } from './record-assessment.js';
import { RegisterDataset } from './register-dataset.js';
import { ShareDataset } from './share-dataset.js';
import { WithdrawShare } from './withdraw-share.js';
import { AssignShare, ClaimShare, ReleaseShare, SetShareStatus } from './work-on-share.js';

const commands = [
  RegisterDataset,
  EditDataset,
  ShareDataset,
  WithdrawShare,
  ClaimShare,
  ReleaseShare,
  AssignShare,
  SetShareStatus,
  RecordAssessment,
];

/** The dataset registry: written by commands, read by pages, filled by imports, widened by releases. */
@Module({ imports: [PersistenceModule], providers: [...commands] })
export class DatasetsModule {}
