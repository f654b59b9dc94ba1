using Tureen.Rooms.Hooks;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Recordings;
using Tureen.Rooms.Telemetry;
using Tureen.Rooms.Tokens;

namespace Tureen.Rooms.Security;

/// <summary>What all rooms of a server share.</summary>
/// <param name="Time">The clock.</param>
/// <param name="Limits">What the operator set.</param>
/// <param name="Memory">Bytes that all clients together make the server keep.</param>
/// <param name="Sockets">WebSockets of each address.</param>
/// <param name="OwnPortTransports">Transports with ports of their own, of each address.</param>
/// <param name="Destinations">Where plain transports may send to.</param>
/// <param name="Hooks">The application.</param>
/// <param name="Tokens">Checks the tokens that clients renew.</param>
/// <param name="IceServers">The STUN and TURN servers that clients get.</param>
/// <param name="Recordings">The folder of recordings; null to record nothing.</param>
/// <param name="Decisions">What operators see of decisions.</param>
internal sealed record RoomServices(
    TimeProvider Time,
    RoomLimitOptions Limits,
    SignalingMemory Memory,
    SocketBudget Sockets,
    AddressShares OwnPortTransports,
    DestinationRules Destinations,
    HookCalls Hooks,
    TokenValidator Tokens,
    IceServers IceServers,
    RecordingArchive? Recordings,
    DecisionLog Decisions)
{
    /// <summary>One of these transports may take two ports, and half of the ports stays free for others.</summary>
    private const int PortsPerTransport = 4;

    public static RoomServices Create(TureenRoomsOptions options, TimeProvider time, HookCalls hooks, TokenValidator tokens, DecisionLog decisions)
    {
        int ports = options.RtcMaxPort - options.RtcMinPort + 1;
        int transports = Math.Clamp(ports / PortsPerTransport, 1, SecurityLimits.MaxOwnPortTransports);
        return new RoomServices(
            time,
            options.Limits,
            new SignalingMemory(),
            new SocketBudget(time, new AddressShares(options.Limits.MaxSockets, options.Limits.MaxSocketsPerAddress)),
            new AddressShares(transports, SecurityLimits.MaxOwnPortTransportsPerAddress),
            new DestinationRules(options.AllowPrivateDestinations),
            hooks,
            tokens,
            new IceServers(options, time),
            RecordingArchive.Create(options),
            decisions);
    }
}
