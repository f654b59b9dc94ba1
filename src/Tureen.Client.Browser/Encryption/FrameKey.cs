using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Tureen.Client.Browser.Encryption;

/// <summary>The key of an end-to-end encrypted call: 32 random bytes, which all who take part know and no server gets.</summary>
public sealed class FrameKey
{
    /// <summary>The length of a key in bytes.</summary>
    public const int Length = 32;

    private readonly byte[] _bytes;

    private FrameKey(byte[] bytes)
    {
        _bytes = bytes;
    }

    /// <summary>The key itself.</summary>
    internal byte[] Bytes => _bytes;

    /// <summary>Makes a key that nobody knows yet.</summary>
    /// <returns>The key.</returns>
    public static FrameKey Create() => new(RandomNumberGenerator.GetBytes(Length));

    /// <summary>Reads a key as <see cref="ToString"/> writes it.</summary>
    /// <param name="text">43 characters of base64url.</param>
    /// <param name="key">The key; null for another text.</param>
    /// <returns>Whether the text is a key.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out FrameKey? key)
    {
        key = null;
        byte[] bytes = new byte[Length];
        if (text is not null
            && text.Length == Base64Url.GetEncodedLength(Length)
            && Base64Url.IsValid(text, out int length)
            && length == Length
            && Base64Url.TryDecodeFromChars(text, bytes, out _))
        {
            key = new FrameKey(bytes);
        }

        return key is not null;
    }

    /// <summary>Writes the key for the fragment of a link, which browsers do not send to servers.</summary>
    /// <returns>43 characters of base64url.</returns>
    public override string ToString() => Base64Url.EncodeToString(_bytes);
}
