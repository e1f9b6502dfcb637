import { AnswerRelease } from '../datasets/answer-release.js';
import { AskRelease } from '../datasets/ask-release.js';
import { ListReleases } from '../datasets/list-releases.js';
import type { Calendar } from './calendar.js';
import type { ToldDataset } from './datasets.js';
import { actorOf, type Player, type Room, type Stage } from './stage.js';

/** Somebody asks for what they cannot see, by a reference they were told. */
export interface Question {
  readonly by: Player;
  readonly dataset: ToldDataset;
  readonly into: Room;
  readonly reason: string;
}

export interface Reply {
  readonly by: Player;
  readonly answer: Parameters<AnswerRelease['run']>[2];
}

/** Release requests: one granted with conditions, one refused, the others waiting for their originators. */
export class TellReleases {
  constructor(
    private readonly stage: Stage,
    private readonly calendar: Calendar,
  ) {}

  /** `share` of the two weeks at which it is asked; answered a working day later, if at all. */
  async ask(share: number, { by, dataset, into, reason }: Question, reply?: Reply): Promise<void> {
    const { stage, calendar } = this;
    const asked = calendar.moment(share);
    await stage.at(asked, () =>
      stage.use(AskRelease).run(actorOf(by), into.operation, { reference: dataset.ref, compartment: into.id, reason }),
    );
    if (!reply) return;
    const answering = actorOf(reply.by);
    await stage.at(calendar.later(asked, 400), async () => {
      const { items: open } = await stage.use(ListReleases).run(answering, into.operation);
      const found = open.find((one) => one.ref === dataset.ref);
      if (!found) throw new Error(`nobody asked for ${dataset.ref}`);
      await stage.use(AnswerRelease).run(answering, found.id, reply.answer);
    });
  }
}
