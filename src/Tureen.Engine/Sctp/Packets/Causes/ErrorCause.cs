using Tureen.Engine.Sctp.Packets.Parameters;

namespace Tureen.Engine.Sctp.Packets.Causes;

/// <summary>An error cause (RFC 9260 §3.3.10) with any code.</summary>
/// <remarks><code>
///  0                   1                   2                   3
///  |          Cause Code           |         Cause Length          |
///  /                  Cause-Specific Information                   /
/// </code>
/// The codes 4, 7 and 10 carry nothing; 5, 6, 8 and 11 carry what was not understood; 12 and 13 carry a text of any form.</remarks>
internal static class ErrorCause
{
    /// <summary>The code of the first cause; <see cref="CauseCode.None"/> if there is none.</summary>
    public static CauseCode FirstOf(ReadOnlySpan<byte> causes)
    {
        var enumerator = new ParameterEnumerator(causes);
        return enumerator.MoveNext() ? (CauseCode)enumerator.Current.Type : CauseCode.None;
    }

    /// <summary>Returns the length with padding.</summary>
    public static int Write(Span<byte> destination, CauseCode code, ReadOnlySpan<byte> information = default) =>
        ParameterFrame.Write(destination, (ushort)code, information);
}
