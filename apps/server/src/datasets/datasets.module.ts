import { Module } from '@nestjs/common';
import { PersistenceModule } from '../platform/persistence.module.js';
import { PlatformModule } from '../platform/platform.module.js';
import { AnswerRelease } from './answer-release.js';
import { AskRelease } from './ask-release.js';
import { DatasetsController } from './datasets.controller.js';
import { TakeBackRelease, WithdrawRelease } from './end-release.js';
import { FindDatasets } from './find-datasets.js';
import { ListReleases } from './list-releases.js';
import { ReadRegister } from './read-register.js';
import { ReleasesController } from './releases.controller.js';
import { ViewDataset } from './view-dataset.js';
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

const reads = [ReadRegister, ViewDataset, FindDatasets];
const releases = [AskRelease, ListReleases, AnswerRelease, WithdrawRelease, TakeBackRelease];

/** The dataset registry: written by commands, read by pages, filled by imports, widened by releases. */
@Module({
  imports: [PersistenceModule, PlatformModule],
  controllers: [DatasetsController, ReleasesController],
  providers: [...commands, ...reads, ...releases],
})
export class DatasetsModule {}
