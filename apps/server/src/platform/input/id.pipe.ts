import { Injectable, type PipeTransform } from '@nestjs/common';
import { isId, notFound } from '@liaison/domain';

/** An id in a path. What is none cannot be there, so the answer is the same as for one that is not (rule 10). */
@Injectable()
export class IdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!isId(value)) throw notFound();
    return value;
  }
}
