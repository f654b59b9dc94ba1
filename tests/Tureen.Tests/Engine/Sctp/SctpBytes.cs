namespace Tureen.Tests.Engine.Sctp;

/// <summary>Byte tables of SCTP tests, written as hexadecimal with spaces between words.</summary>
internal static class SctpBytes
{
    public static byte[] Hex(string text) => Convert.FromHexString(text.Replace(" ", string.Empty, StringComparison.Ordinal));
}
