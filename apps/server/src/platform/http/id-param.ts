import { Param } from '@nestjs/common';
import { IdPipe } from '../input/id.pipe.js';

/** An id in the path. */
export const IdParam = (name: string): ParameterDecorator => Param(name, IdPipe);
