namespace Tureen.Engine.Rtp.Extensions;

/// <summary>How loud the audio of a packet is.</summary>
/// <remarks>
/// <para>RFC 6464 §3.</para>
/// <code>
///  0 1 2 3 4 5 6 7
/// |V|   level     |
/// </code>
/// </remarks>
/// <param name="HasVoice">The sender believes that the packet contains speech.</param>
/// <param name="Level">In −dBov: 0 is the loudest, 127 silence.</param>
internal readonly record struct AudioLevel(bool HasVoice, byte Level)
{
    public const int Length = 1;

    public static bool TryRead(ReadOnlySpan<byte> value, out AudioLevel level)
    {
        bool read = value.Length == Length;
        level = read ? new AudioLevel((value[0] & 0x80) != 0, (byte)(value[0] & 0x7F)) : default;
        return read;
    }

    public void Write(Span<byte> destination) => destination[0] = (byte)((HasVoice ? 0x80 : 0) | (Level & 0x7F));
}
