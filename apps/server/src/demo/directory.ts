import { randomBytes } from 'node:crypto';
import type { Id, NewAgency, SetPasswordLink } from '@liaison/contracts';
import { AddPerson } from '../identity/add-person.js';
import { ChangePerson } from '../identity/change-person.js';
import { CreateAgency } from '../identity/create-agency.js';
import { SetPasswordByLink } from '../identity/set-password.js';
import { agencyParts, handleOf, parts, signInNameOf, type AgencyPart, type Part } from './cast.js';
import type { Calendar } from './calendar.js';
import { actorOf, type Player, type Stage } from './stage.js';

/** Everybody by `NL/ana.visser`, and the passwords that this installation gave them. */
export interface Cast {
  readonly players: ReadonlyMap<string, Player>;
  readonly passwords: ReadonlyMap<string, string>;
  readonly agencies: ReadonlyMap<string, Id>;
}

export const playerNamed = (cast: Cast, agency: string, name: string): Player => {
  const found = cast.players.get(`${agency}/${handleOf(name)}`);
  if (!found) throw new Error(`no ${name} of ${agency} in the cast`);
  return found;
};

/** The administrator makes the agencies; each agency's first coordinator makes its people. */
export class TellDirectory {
  private readonly players = new Map<string, Player>();
  private readonly passwords = new Map<string, string>();
  private readonly agencies = new Map<string, Id>();

  constructor(
    private readonly stage: Stage,
    private readonly calendar: Calendar,
    private readonly administrator: Player,
  ) {}

  async run(): Promise<Cast> {
    this.stage.progress.begin('agencies and their people', parts.length);
    await Promise.all(agencyParts.map((agency, index) => this.agency(agency, index)));
    return { players: this.players, passwords: this.passwords, agencies: this.agencies };
  }

  private async agency(agency: AgencyPart, index: number): Promise<void> {
    const people = parts.filter((part) => part.agency === agency.code);
    const [first, ...others] = people;
    if (!first) throw new Error(`nobody in ${agency.code}`);
    const made = await this.found(agency, first, this.calendar.before(40 - Math.floor(index / 8), 8 + (index % 8)));
    const coordinator = this.remember(first, made.coordinator.id, made.agency.id);
    for (const [at, part] of others.entries())
      await this.join(coordinator, part, this.calendar.before(30 - Math.floor(index / 8), 8 + at));
  }

  private async found(agency: AgencyPart, first: Part, at: Date): Promise<NewAgency> {
    const { code, name, country } = agency;
    const made = await this.stage.at(at, () =>
      this.stage
        .use(CreateAgency)
        .run(actorOf(this.administrator), { code, name, country, firstCoordinator: whoIs(first) }),
    );
    this.agencies.set(code, made.agency.id);
    await this.setPassword(first, made, at);
    return made;
  }

  private async join(coordinator: Player, part: Part, at: Date): Promise<void> {
    const { stage } = this;
    const added = await stage.at(at, () => stage.use(AddPerson).run(actorOf(coordinator), whoIs(part)));
    await this.setPassword(part, added, at);
    const { duties, oversight } = part;
    if (duties.length > 0 || oversight)
      await stage.at(at, () =>
        stage.use(ChangePerson).run(actorOf(coordinator), added.person.id, { duties, ...(oversight && { oversight }) }),
      );
    this.remember(part, added.person.id, coordinator.agency);
  }

  private async setPassword(part: Part, link: SetPasswordLink, at: Date): Promise<void> {
    this.stage.progress.step();
    const signInName = signInNameOf(part);
    const password = newPassword();
    await spendLink(this.stage, link, password, at);
    this.passwords.set(signInName, password);
  }

  private remember(part: Part, id: Id, agency: Id): Player {
    const { name, agency: code, duties, oversight } = part;
    const handle = handleOf(name);
    const installationDuties = oversight ? (['oversight'] as const) : [];
    const player = { id, agency, code, name, handle, duties, installationDuties };
    this.players.set(`${code}/${handle}`, player);
    return player;
  }
}

/** Sets a password by its one-time link, as the person would. */
export function spendLink(stage: Stage, link: SetPasswordLink, password: string, at: Date): Promise<void> {
  const token = link.path.split('#')[1] ?? '';
  const stranger = { person: null, address: '127.0.0.1' } as const;
  return stage.at(at, () => stage.use(SetPasswordByLink).run(stranger, { token, password }));
}

/** 96 random bits in groups that can be read out. */
export function newPassword(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
  const letters = Array.from(randomBytes(20), (byte) => alphabet.charAt(byte % alphabet.length)).join('');
  return letters.match(/.{5}/g)?.join('-') ?? letters;
}

const whoIs = (part: Part) => ({ name: part.name, handle: handleOf(part.name), signInName: signInNameOf(part) });
