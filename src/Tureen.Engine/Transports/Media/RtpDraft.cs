using Tureen.Engine.Forwarding;

namespace Tureen.Engine.Transports.Media;

/// <summary>One RTP packet before its protection: the start of it is in the send batch already, the rest is in the shared packet.</summary>
internal readonly ref struct RtpDraft
{
    public required OutgoingStream Stream { get; init; }

    /// <summary>Space in the send batch. Header and prefix fill its start; the rest and what protection adds fit behind them.</summary>
    public required Span<byte> Space { get; init; }

    public required int HeaderLength { get; init; }

    /// <summary>Bytes between the header and <see cref="Rest"/>.</summary>
    public required int PrefixLength { get; init; }

    /// <summary>The shared bytes of the payload.</summary>
    public required ReadOnlySpan<byte> Rest { get; init; }

    /// <summary>Sent before, with the same sequence number.</summary>
    public required bool IsRepeat { get; init; }

    public int PlainLength => HeaderLength + PrefixLength + Rest.Length;

    /// <summary>What is in the send batch already.</summary>
    public ReadOnlySpan<byte> Start => Space[..(HeaderLength + PrefixLength)];

    /// <summary>Completes a packet that needs no protection.</summary>
    public void Complete() => Rest.CopyTo(Space[(HeaderLength + PrefixLength)..]);
}
