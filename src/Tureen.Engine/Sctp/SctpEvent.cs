using Tureen.Engine.Sctp.Packets.Causes;

namespace Tureen.Engine.Sctp;

/// <summary>What an <see cref="SctpAssociation"/> reports to its transport, in order.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="State">The new state, if it changed.</param>
/// <param name="EndReason">Why, if the association ended.</param>
/// <param name="PeerCause">What the peer's ABORT gave as its first cause, if it came.</param>
/// <param name="StreamId">The stream, if the event is about one.</param>
internal readonly record struct SctpEvent(
    SctpEventKind Kind,
    SctpAssociationState State = default,
    SctpEndReason EndReason = default,
    CauseCode PeerCause = default,
    ushort StreamId = 0)
{
    public static SctpEvent OfStream(SctpEventKind kind, ushort streamId) => new(kind, StreamId: streamId);
}
