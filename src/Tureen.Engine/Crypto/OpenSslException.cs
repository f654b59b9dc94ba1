namespace Tureen.Engine.Crypto;

/// <summary>OpenSSL is missing, too old, or refused what the caller gave it (a broken PEM text, for example).</summary>
internal sealed class OpenSslException : Exception
{
    public OpenSslException(string message)
        : base(message)
    {
    }

    public OpenSslException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An exception with OpenSSL's own text for its latest error.</summary>
    internal static unsafe OpenSslException FromErrorQueue(string what)
    {
        Span<byte> text = stackalloc byte[256];
        nuint code = LibCrypto.ERR_peek_last_error().Value;
        LibCrypto.ERR_clear_error();
        fixed (byte* pointer = text)
        {
            LibCrypto.ERR_error_string_n(new System.Runtime.InteropServices.CULong(code), pointer, (nuint)text.Length);
        }

        int end = text.IndexOf((byte)0);
        return new OpenSslException($"{what}: {System.Text.Encoding.ASCII.GetString(text[..Math.Max(end, 0)])}");
    }
}
