import { Injectable } from '@nestjs/common';
import type { Id, StreamName } from '@liaison/contracts';
import type { Client } from './client.js';

/** Sockets that a person may have. */
export const placesEach = 8;

/** Who is connected to this process, and to which streams: memory of sockets, never the proof of a right. */
@Injectable()
export class Clients {
  private readonly all = new Set<Client>();
  private readonly places = new Map<Id, number>();
  private readonly byStream = new Map<StreamName, Set<Client>>();

  /** Counted as one of the person's from now on, before anything else is waited for; null where there is no place left. */
  takePlace(person: Id): (() => void) | null {
    const taken = this.places.get(person) ?? 0;
    if (taken >= placesEach) return null;
    this.places.set(person, taken + 1);
    return () => {
      const left = (this.places.get(person) ?? 1) - 1;
      if (left > 0) this.places.set(person, left);
      else this.places.delete(person);
    };
  }

  add(client: Client): void {
    this.all.add(client);
  }

  remove(client: Client): void {
    for (const stream of [...client.streams]) this.leave(client, stream);
    this.all.delete(client);
  }

  join(client: Client, stream: StreamName): void {
    client.streams.add(stream);
    const there = this.byStream.get(stream) ?? new Set();
    this.byStream.set(stream, there.add(client));
  }

  leave(client: Client, stream: StreamName): void {
    client.streams.delete(stream);
    client.window.forget(stream);
    const there = this.byStream.get(stream);
    there?.delete(client);
    if (there?.size === 0) this.byStream.delete(stream);
  }

  of(stream: StreamName): readonly Client[] {
    return [...(this.byStream.get(stream) ?? [])];
  }

  streams(): readonly StreamName[] {
    return [...this.byStream.keys()];
  }

  ofPerson(person: Id): readonly Client[] {
    return [...this.all].filter((client) => client.actor.person === person);
  }

  everybody(): readonly Client[] {
    return [...this.all];
  }
}
