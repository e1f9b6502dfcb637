import { Param, type PipeTransform } from '@nestjs/common';
import { isId, notFound } from '@liaison/domain';

/** What is no id at all names nothing, and answers like everything that is not there. */
const idPipe: PipeTransform<unknown, string> = {
  transform(value) {
    if (!isId(value)) throw notFound();
    return value;
  },
};

/** An id in the path. */
export const IdParam = (name: string): ParameterDecorator => Param(name, idPipe);
