using Tureen.Engine.Primitives;

namespace Tureen.Engine.Transports;

/// <summary>A tuple as users see it: with the announced local address.</summary>
internal sealed record TransportTupleInfo(
    TransportProtocol Protocol,
    string LocalAddress,
    int LocalPort,
    string? RemoteIp,
    int? RemotePort);
