using System.Buffers.Binary;

namespace Tureen.Engine.Transports.Pipes;

/// <summary>
/// One message between the two ends of a pipe, on the control stream of its association. The first byte is the kind, numbers are in network
/// order. What follows the known fields is ignored, so that a later version can add some.
/// <code>
/// Hello          version (8)  sender (128)  reader (128)
/// KeepAlive
/// Source         number (32)  flags (8): 1 paused  count (8)  a score (8) for each stream
/// SourceClosed   number (32)
/// Wish           number (32)  spatial layer (8)  temporal layer (8), both signed, -1 for none
/// SinkClosed     number (32)
/// </code>
/// </summary>
internal readonly ref struct PipeMessage
{
    /// <summary>The version of Hello.</summary>
    public const byte CurrentVersion = 1;

    /// <summary>Streams whose scores one message has; a producer has three at most in practice.</summary>
    public const int MaxScores = 16;

    /// <summary>Bytes of the longest message that is written.</summary>
    public const int MaxLength = 2 + (2 * GuidLength);

    private const int GuidLength = 16;
    private const int NumberEnd = 5;
    private const byte PausedFlag = 1;

    public required PipeMessageKind Kind { get; init; }

    public byte Version { get; init; }

    public Guid Sender { get; init; }

    public Guid Reader { get; init; }

    /// <summary>Which of the offers of the end that offers.</summary>
    public uint Number { get; init; }

    public bool IsPaused { get; init; }

    public ReadOnlySpan<byte> Scores { get; init; }

    public sbyte SpatialLayer { get; init; }

    public sbyte TemporalLayer { get; init; }

    public static bool TryParse(ReadOnlySpan<byte> bytes, out PipeMessage message)
    {
        message = default;
        if (bytes.IsEmpty)
        {
            return false;
        }

        var kind = (PipeMessageKind)bytes[0];
        switch (kind)
        {
            case PipeMessageKind.Hello:
                return TryParseHello(bytes, out message);
            case PipeMessageKind.Source:
                return TryParseSource(bytes, out message);
            case PipeMessageKind.Wish:
                return TryParseWish(bytes, out message);
            case PipeMessageKind.SourceClosed or PipeMessageKind.SinkClosed:
                bool isWhole = bytes.Length >= NumberEnd;
                message = new PipeMessage { Kind = kind, Number = isWhole ? ReadNumber(bytes) : 0 };
                return isWhole;
            default:
                message = new PipeMessage { Kind = kind };
                return true;
        }
    }

    /// <summary>Returns the length.</summary>
    public int Write(Span<byte> into)
    {
        into[0] = (byte)Kind;
        switch (Kind)
        {
            case PipeMessageKind.Hello:
                into[1] = Version;
                Sender.TryWriteBytes(into[2..], bigEndian: true, out _);
                Reader.TryWriteBytes(into[(2 + GuidLength)..], bigEndian: true, out _);
                return MaxLength;
            case PipeMessageKind.Source:
                WriteNumber(into);
                into[NumberEnd] = IsPaused ? PausedFlag : (byte)0;
                into[NumberEnd + 1] = (byte)Scores.Length;
                Scores.CopyTo(into[(NumberEnd + 2)..]);
                return NumberEnd + 2 + Scores.Length;
            case PipeMessageKind.Wish:
                WriteNumber(into);
                into[NumberEnd] = (byte)SpatialLayer;
                into[NumberEnd + 1] = (byte)TemporalLayer;
                return NumberEnd + 2;
            case PipeMessageKind.SourceClosed or PipeMessageKind.SinkClosed:
                WriteNumber(into);
                return NumberEnd;
            default:
                return 1;
        }
    }

    private static bool TryParseHello(ReadOnlySpan<byte> bytes, out PipeMessage message)
    {
        message = default;
        if (bytes.Length < MaxLength)
        {
            return false;
        }

        message = new PipeMessage
        {
            Kind = PipeMessageKind.Hello,
            Version = bytes[1],
            Sender = new Guid(bytes.Slice(2, GuidLength), bigEndian: true),
            Reader = new Guid(bytes.Slice(2 + GuidLength, GuidLength), bigEndian: true),
        };
        return true;
    }

    private static bool TryParseSource(ReadOnlySpan<byte> bytes, out PipeMessage message)
    {
        message = default;
        int scores = bytes.Length < NumberEnd + 2 ? int.MaxValue : bytes[NumberEnd + 1];
        if (scores > MaxScores || bytes.Length - NumberEnd - 2 < scores)
        {
            return false;
        }

        message = new PipeMessage
        {
            Kind = PipeMessageKind.Source,
            Number = ReadNumber(bytes),
            IsPaused = (bytes[NumberEnd] & PausedFlag) != 0,
            Scores = bytes.Slice(NumberEnd + 2, scores),
        };
        return true;
    }

    private static bool TryParseWish(ReadOnlySpan<byte> bytes, out PipeMessage message)
    {
        message = default;
        if (bytes.Length < NumberEnd + 2)
        {
            return false;
        }

        message = new PipeMessage
        {
            Kind = PipeMessageKind.Wish,
            Number = ReadNumber(bytes),
            SpatialLayer = (sbyte)bytes[NumberEnd],
            TemporalLayer = (sbyte)bytes[NumberEnd + 1],
        };
        return true;
    }

    private static uint ReadNumber(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32BigEndian(bytes[1..]);

    private void WriteNumber(Span<byte> into) => BinaryPrimitives.WriteUInt32BigEndian(into[1..], Number);
}
