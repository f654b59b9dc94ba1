using System.Text;

namespace Tureen.Client;

/// <summary>A message of a data channel: text or bytes.</summary>
public sealed class DataMessage
{
    private readonly string? _text;
    private readonly ReadOnlyMemory<byte> _bytes;

    /// <summary>Makes a message of text.</summary>
    /// <param name="text">The text.</param>
    public DataMessage(string text)
    {
        _text = text;
    }

    /// <summary>Makes a message of bytes.</summary>
    /// <param name="bytes">The bytes, which are not copied.</param>
    public DataMessage(ReadOnlyMemory<byte> bytes)
    {
        _bytes = bytes;
    }

    /// <summary>Whether it is text.</summary>
    public bool IsText => _text is not null;

    /// <summary>The text; that of bytes by UTF-8.</summary>
    public string Text => _text ?? Encoding.UTF8.GetString(_bytes.Span);

    /// <summary>The bytes; those of text by UTF-8.</summary>
    public ReadOnlyMemory<byte> Bytes => _text is null ? _bytes : Encoding.UTF8.GetBytes(_text);
}
