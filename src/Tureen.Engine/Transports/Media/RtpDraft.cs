using Tureen.Engine.Forwarding;
using Tureen.Engine.Rtp;

namespace Tureen.Engine.Transports.Media;

/// <summary>One RTP packet before its protection: the start of it is in the send batch already, the rest is in the shared packet.</summary>
/// <remarks>It has a constructor because an initializer would fill a copy first, for each packet of each consumer.</remarks>
internal readonly ref struct RtpDraft(
    OutgoingStream stream, Span<byte> space, int headerLength, int prefixLength, ReadOnlySpan<byte> rest, bool isRepeat, SharedRtpPacket? packet = null)
{
    public OutgoingStream Stream { get; } = stream;

    /// <summary>Space in the send batch. Header and prefix fill its start; the rest and what protection adds fit behind them.</summary>
    public Span<byte> Space { get; } = space;

    public int HeaderLength { get; } = headerLength;

    /// <summary>Bytes between the header and <see cref="Rest"/>.</summary>
    public int PrefixLength { get; } = prefixLength;

    /// <summary>The shared bytes of the payload.</summary>
    public ReadOnlySpan<byte> Rest { get; } = rest;

    /// <summary>Sent before, with the same sequence number.</summary>
    public bool IsRepeat { get; } = isRepeat;

    /// <summary>The packet that it is made of; null for padding that probes the path.</summary>
    public SharedRtpPacket? Packet { get; } = packet;

    public int PlainLength => HeaderLength + PrefixLength + Rest.Length;

    /// <summary>What is in the send batch already.</summary>
    public ReadOnlySpan<byte> Start => Space[..(HeaderLength + PrefixLength)];

    /// <summary>Completes a packet that needs no protection.</summary>
    public void Complete() => Rest.CopyTo(Space[(HeaderLength + PrefixLength)..]);
}
