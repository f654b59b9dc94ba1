namespace Tureen.Engine.Sctp.Packets.Parameters;

/// <summary>State Cookie (RFC 9260 §3.3.3.1): what the answerer of INIT must get back to believe it.</summary>
/// <remarks><code>
///  0                   1                   2                   3
///  |          Type = 7             |        Parameter Length       |
///  /                    Cookie                                     /
/// </code></remarks>
internal readonly ref struct StateCookieParameter
{
    public const ushort Type = 7;

    public ReadOnlySpan<byte> Cookie { get; private init; }

    public static bool TryParse(ReadOnlySpan<byte> bytes, out StateCookieParameter result)
    {
        result = default;
        if (!ParameterFrame.TryRead(bytes, Type, ParameterFrame.Length, out ReadOnlySpan<byte> frame))
        {
            return false;
        }

        result = new StateCookieParameter { Cookie = frame[ParameterFrame.Length..] };
        return true;
    }

    /// <summary>Returns the length with padding.</summary>
    public static int Write(Span<byte> destination, ReadOnlySpan<byte> cookie) => ParameterFrame.Write(destination, Type, cookie);
}
