namespace Tureen.Engine.Sctp.Packets.Parameters;

/// <summary>Unrecognized Parameter (RFC 9260 §3.3.3.1): a parameter of the INIT, whole, that was not understood.</summary>
/// <remarks><code>
///  0                   1                   2                   3
///  |          Type = 8             |        Parameter Length       |
///  /                    Parameter                                  /
/// </code></remarks>
internal readonly ref struct UnrecognizedParameter
{
    public const ushort Type = 8;

    public ReadOnlySpan<byte> Parameter { get; private init; }

    public static bool TryParse(ReadOnlySpan<byte> bytes, out UnrecognizedParameter result)
    {
        result = default;
        if (!ParameterFrame.TryRead(bytes, Type, ParameterFrame.Length, out ReadOnlySpan<byte> frame))
        {
            return false;
        }

        result = new UnrecognizedParameter { Parameter = frame[ParameterFrame.Length..] };
        return true;
    }

    /// <summary>Returns the length with padding.</summary>
    public static int Write(Span<byte> destination, ReadOnlySpan<byte> parameter) => ParameterFrame.Write(destination, Type, parameter);
}
