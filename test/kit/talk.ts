import type { Answer, Command, CommandAnswer, Id, MessageInput } from '@liaison/contracts';
import type { Desk } from './desk.js';

type Answered = Answer<{ readonly result: CommandAnswer }>;

/** The id of what a command made, or an error that says what came instead. */
export function made(answer: Answered): Id {
  if (!answer.ok) throw new Error(`${answer.error.code} ${answer.error.reason ?? ''} ${answer.error.detail}`);
  if (answer.result.id === null) throw new Error('nothing was made');
  return answer.result.id;
}

export const startThread = async (desk: Desk, compartment: Id, title: string): Promise<Id> =>
  made(await desk.command(compartment, 'thread.start', { title }));

export const said = (
  desk: Desk,
  compartment: Id,
  thread: Id,
  text: string,
  more: Partial<MessageInput> = {},
  envelope: Partial<Command> = {},
): Promise<Answered> => desk.command(compartment, 'message.post', { thread, text, language: 'en', ...more }, envelope);
