using System.Buffers;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports.Capture;

namespace Tureen;

/// <summary>One packet, or one line of keys, on its way to the writer.</summary>
internal readonly record struct CapturedPacket
{
    private readonly byte[]? _buffer;

    public CapturedPacket(ReadOnlySpan<byte> packet, int originalLength)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(packet.Length);
        packet.CopyTo(_buffer);
        Length = packet.Length;
        OriginalLength = originalLength;
    }

    /// <summary>Nanoseconds since 1970.</summary>
    public required long Time { get; init; }

    public CapturedLayer Layer { get; init; }

    public bool IsSent { get; init; }

    public TransportTuple Tuple { get; init; }

    /// <summary>Packets dropped right before it.</summary>
    public long DroppedBefore { get; init; }

    /// <summary>A line of a key log in place of a packet.</summary>
    public string? KeyLogLine { get; init; }

    public int Length { get; }

    public int OriginalLength { get; }

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, Length);

    /// <summary>Where it came from, and where it went.</summary>
    /// <param name="local">The local address; its host is left out if it is of another family than the peer's.</param>
    public (NetworkAddress Source, NetworkAddress Target) GetEnds(in NetworkAddress local)
    {
        NetworkAddress here = local;
        if (local.IsIPv6 != Tuple.Remote.IsIPv6)
        {
            here = local.IsIPv6 ? NetworkAddress.FromIPv4(0, local.Port) : NetworkAddress.FromIPv6(new byte[16], local.Port);
        }

        return IsSent ? (here, Tuple.Remote) : (Tuple.Remote, here);
    }

    /// <summary>Gives the buffer back. Once.</summary>
    public void Free()
    {
        if (_buffer is not null)
        {
            // Packets in the clear may be in it.
            ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
        }
    }
}
