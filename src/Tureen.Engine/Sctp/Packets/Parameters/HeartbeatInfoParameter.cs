namespace Tureen.Engine.Sctp.Packets.Parameters;

/// <summary>Heartbeat Info (RFC 9260 §3.3.5): what only the sender of a HEARTBEAT understands.</summary>
/// <remarks><code>
///  0                   1                   2                   3
///  |          Type = 1             |        Parameter Length       |
///  /                    Info                                       /
/// </code></remarks>
internal readonly ref struct HeartbeatInfoParameter
{
    public const ushort Type = 1;

    public ReadOnlySpan<byte> Info { get; private init; }

    public static bool TryParse(ReadOnlySpan<byte> bytes, out HeartbeatInfoParameter result)
    {
        result = default;
        if (!ParameterFrame.TryRead(bytes, Type, ParameterFrame.Length, out ReadOnlySpan<byte> frame))
        {
            return false;
        }

        result = new HeartbeatInfoParameter { Info = frame[ParameterFrame.Length..] };
        return true;
    }

    /// <summary>Returns the length with padding.</summary>
    public static int Write(Span<byte> destination, ReadOnlySpan<byte> info) => ParameterFrame.Write(destination, Type, info);
}
