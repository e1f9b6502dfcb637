import { applyDecorators, SetMetadata, UseFilters, UsePipes } from '@nestjs/common';
import { WebSocketGateway } from '@nestjs/websockets';
import { inputPipe } from '../errors/input.pipe.js';
import { SocketProblemFilter } from '../errors/socket-problem.filter.js';

export const gatewayMark = 'liaison:gateway';

/** The only way to declare a gateway: input is checked and whatever is thrown answers the acknowledgement. */
export const LiaisonGateway = (): ClassDecorator =>
  applyDecorators(
    WebSocketGateway(),
    UsePipes(inputPipe),
    UseFilters(new SocketProblemFilter()),
    SetMetadata(gatewayMark, true),
  );
