using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Tureen.Engine.Primitives;

/// <summary>IP addresses as text, in the one spelling that everybody reads alike (RFC 4291, section 2.2; four decimal numbers).</summary>
internal static class AddressText
{
    private static readonly SearchValues<char> DigitsOfIPv6 = SearchValues.Create("0123456789abcdefABCDEF:.");

    /// <summary>
    /// Refuses what the base library takes besides: 127.1, 0x7f.0.0.1 and, as octal numbers, 010.0.0.1; brackets, a port behind them and the
    /// length of a prefix.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out IPAddress? address)
    {
        if (!IPAddress.TryParse(text, out address))
        {
            return false;
        }

        int zone = text.IndexOf('%', StringComparison.Ordinal);
        ReadOnlySpan<char> digits = zone < 0 ? text : text.AsSpan(0, zone);
        bool isPlain = digits.Contains(':')
            ? digits.IndexOfAnyExcept(DigitsOfIPv6) < 0
            : string.Equals(text, address.ToString(), StringComparison.Ordinal);
        return isPlain || Refuse(out address);
    }

    private static bool Refuse(out IPAddress? address)
    {
        address = null;
        return false;
    }
}
