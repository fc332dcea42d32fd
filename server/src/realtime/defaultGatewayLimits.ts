import type { GatewayLimits } from './gatewayOptions.ts';

export const defaultGatewayLimits: GatewayLimits = {
  connections: 5_000,
  connectionsPerUser: 50,
  roomsPerConnection: 200,
  callsPer10s: 300,
  handshakesPerMinute: 240,
};
