using Tureen.Engine.Primitives;

namespace Tureen.Engine.Ice;

/// <summary>What a path needs of ICE: the lite agent of a server, or the full agent of a client.</summary>
internal interface IIceAgent
{
    /// <summary>Whether it answers checks only (RFC 8445 §2.5), which signaling must say.</summary>
    bool IsLite { get; }

    IceState State { get; }

    string UsernameFragment { get; }

    string Password { get; }

    Timestamp NextDeadline { get; }

    bool TryGetSelectedTuple(out TransportTuple tuple);

    /// <summary>Whether ICE accepts packets over <paramref name="tuple"/>. Called for every packet.</summary>
    bool IsKnownTuple(in TransportTuple tuple);

    /// <summary>Whether an authenticated request came over <paramref name="tuple"/> at <paramref name="since"/> or later.</summary>
    bool HasChecked(in TransportTuple tuple, Timestamp since);

    /// <summary>A packet that proved genuine came over <paramref name="tuple"/>. Called for every such packet.</summary>
    void ObserveValidPacket(in TransportTuple tuple);

    /// <summary>Takes a datagram that looks like STUN. False with the reason when it is of no use.</summary>
    bool HandleStun(Timestamp now, in TransportTuple tuple, ReadOnlySpan<byte> datagram, IDatagramSink sink, out DropReason reason);

    /// <summary>The path is gone, for example because its TCP connection has closed.</summary>
    void RemoveTuple(in TransportTuple tuple);

    void HandleDeadline(Timestamp now, IDatagramSink sink);

    bool TryDequeueEvent(out IceEvent iceEvent);

    void Close();
}
