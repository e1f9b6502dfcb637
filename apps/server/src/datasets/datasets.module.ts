import { Module } from '@nestjs/common';
import { PersistenceModule } from '../platform/persistence.module.js';
import { PlatformModule } from '../platform/platform.module.js';
import { AnswerLeft } from './answer-left.js';
import { AnswerRelease } from './answer-release.js';
import { AskRelease } from './ask-release.js';
import { DatasetsController } from './datasets.controller.js';
import { TakeBackRelease, WithdrawRelease } from './end-release.js';
import { ExportRegister } from './export/export-register.js';
import { FindDatasets } from './find-datasets.js';
import { LeftController } from './left.controller.js';
import { CancelImport } from './imports/cancel-import.js';
import { CommitImport } from './imports/commit-import.js';
import { FailedRows } from './imports/failed-rows.js';
import { ImportsController } from './imports/imports.controller.js';
import { InspectFile } from './imports/inspect-file.js';
import { ReadFile } from './imports/read-file.js';
import { StartImport } from './imports/start-import.js';
import { SweepImports } from './imports/sweep-imports.js';
import { ListImportRows, ViewImport } from './imports/view-import.js';
import { ListLeft } from './list-left.js';
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

const reads = [ReadRegister, ViewDataset, FindDatasets, ExportRegister];
const releases = [AskRelease, ListReleases, AnswerRelease, WithdrawRelease, TakeBackRelease];
const left = [ListLeft, AnswerLeft];
const imports = [
  InspectFile,
  StartImport,
  ReadFile,
  ViewImport,
  ListImportRows,
  FailedRows,
  CommitImport,
  CancelImport,
  SweepImports,
];

/** The dataset registry: written by commands, read by pages, filled by imports, widened by releases. */
@Module({
  imports: [PersistenceModule, PlatformModule],
  controllers: [DatasetsController, ReleasesController, LeftController, ImportsController],
  providers: [...commands, ...reads, ...releases, ...left, ...imports],
})
export class DatasetsModule {}
