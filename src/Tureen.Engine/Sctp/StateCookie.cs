using System.Buffers.Binary;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Sctp;

/// <summary>All that must be known to make an association, given to the peer instead of being kept (RFC 9260 §5.1.3).</summary>
/// <remarks>Only we read it, so its layout is ours; a MAC follows it (<see cref="CookieSeal"/>).</remarks>
internal readonly record struct StateCookie
{
    public const int Length = 48;

    public Timestamp CreatedAt { get; init; }

    public uint LocalTag { get; init; }

    public uint LocalInitialTsn { get; init; }

    public PeerTerms Peer { get; init; }

    /// <summary>The tags of the association there was when the INIT came, or zeros.</summary>
    public uint LocalTieTag { get; init; }

    public uint PeerTieTag { get; init; }

    public static StateCookie Read(ReadOnlySpan<byte> bytes) => new()
    {
        CreatedAt = new Timestamp(BinaryPrimitives.ReadInt64BigEndian(bytes)),
        LocalTag = BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]),
        LocalInitialTsn = BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]),
        Peer = new PeerTerms(
            BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]),
            BinaryPrimitives.ReadUInt32BigEndian(bytes[20..]),
            BinaryPrimitives.ReadUInt32BigEndian(bytes[24..]),
            new SctpCapabilities(
                BinaryPrimitives.ReadUInt16BigEndian(bytes[28..]),
                BinaryPrimitives.ReadUInt16BigEndian(bytes[30..]),
                (SctpExtensions)bytes[32])),
        LocalTieTag = BinaryPrimitives.ReadUInt32BigEndian(bytes[36..]),
        PeerTieTag = BinaryPrimitives.ReadUInt32BigEndian(bytes[40..]),
    };

    public void Write(Span<byte> destination)
    {
        destination[..Length].Clear();
        BinaryPrimitives.WriteInt64BigEndian(destination, CreatedAt.Microseconds);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], LocalTag);
        BinaryPrimitives.WriteUInt32BigEndian(destination[12..], LocalInitialTsn);
        BinaryPrimitives.WriteUInt32BigEndian(destination[16..], Peer.Tag);
        BinaryPrimitives.WriteUInt32BigEndian(destination[20..], Peer.InitialTsn);
        BinaryPrimitives.WriteUInt32BigEndian(destination[24..], Peer.ReceiverWindow);
        BinaryPrimitives.WriteUInt16BigEndian(destination[28..], Peer.Capabilities.OutboundStreams);
        BinaryPrimitives.WriteUInt16BigEndian(destination[30..], Peer.Capabilities.InboundStreams);
        destination[32] = (byte)Peer.Capabilities.Extensions;
        BinaryPrimitives.WriteUInt32BigEndian(destination[36..], LocalTieTag);
        BinaryPrimitives.WriteUInt32BigEndian(destination[40..], PeerTieTag);
    }
}
